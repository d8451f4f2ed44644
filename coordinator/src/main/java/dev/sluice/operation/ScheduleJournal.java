package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.operation.Notice.Kind;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.RolloutState;
import dev.sluice.schedule.Occurrence;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleRows;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Records what becomes of the starts of one fleet, and reports it once it is recorded. */
final class ScheduleJournal {
    private final Fleet fleet;
    private final Notices notices;

    ScheduleJournal(Fleet fleet, Notices notices) {
        this.fleet = fleet;
        this.notices = notices;
    }

    ScheduleRows rows() throws JournalException {
        return ScheduleRows.of(fleet.schedules().read(fleet.name()));
    }

    void append(ScheduleEntry entry) throws JournalException {
        fleet.schedules().append(fleet.name(), entry);
    }

    private Instant now() {
        return fleet.time().now();
    }

    void notice(Kind kind, String subject, String words) {
        var notice = of(kind, subject, words);
        notices.on(notice);
        Notifications.of(fleet).send(notice);
    }

    private Notice of(Kind kind, String subject, String words) {
        return new Notice(now(), kind, fleet.name(), subject, words.replace('\n', ' '));
    }

    void waiting(Occurrence start, Optional<String> by) throws JournalException {
        append(new ScheduleEntry.Waiting(now(), start.schedule(), start.local(), start.at(), by));
    }

    void starting(Occurrence start, RolloutId rollout, ArtifactSearch.Chosen artifact) throws JournalException {
        append(new ScheduleEntry.Starting(
                now(),
                start.schedule(),
                start.local(),
                start.at(),
                rollout,
                artifact.file().path(),
                artifact.digest()));
        notice(
                Kind.STARTED,
                start.schedule(),
                "rollout " + rollout + " of " + artifact.file().path());
    }

    void started(Occurrence start, RolloutId rollout, RolloutState state) throws JournalException {
        var word = word(state);
        append(new ScheduleEntry.Started(now(), start.schedule(), start.local(), start.at(), rollout, word));
        if (state.phase().terminal()) {
            notice(Kind.ENDED, start.schedule(), "rollout " + rollout + " ended: " + word);
        } else {
            notice(
                    Kind.WAITS,
                    start.schedule(),
                    "rollout " + rollout + " is " + word + ", and waits for a person: "
                            + String.join("; ", PendingRollout.next(rollout, state.phase())));
        }
    }

    void skipped(Occurrence start, String reason, Optional<String> refused) throws JournalException {
        append(new ScheduleEntry.Skipped(now(), start.schedule(), start.local(), start.at(), reason, refused));
        notice(Kind.SKIPPED, start.schedule(), skips(start, reason));
    }

    /** The same for a freeze, of which people were notified when it began. */
    void frozen(Occurrence start, String reason) throws JournalException {
        append(new ScheduleEntry.Skipped(now(), start.schedule(), start.local(), start.at(), reason, Optional.empty()));
        notices.on(of(Kind.SKIPPED, start.schedule(), skips(start, reason)));
    }

    private static String skips(Occurrence start, String reason) {
        return "start of " + start.local() + " skipped: " + reason;
    }

    void missed(Occurrence start, String reason) throws JournalException {
        append(new ScheduleEntry.Missed(now(), start.schedule(), start.local(), start.at(), reason));
        notice(Kind.MISSED, start.schedule(), "start of " + start.local() + " missed: " + reason);
    }

    private static String word(RolloutState state) {
        var word = state.outcome().map(Enum::name).orElseGet(() -> state.phase().name());
        return word.toLowerCase(Locale.ROOT);
    }
}
