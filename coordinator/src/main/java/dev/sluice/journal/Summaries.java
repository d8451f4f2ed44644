package dev.sluice.journal;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.EventCodec;
import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.PlanHeading;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.engine.RolloutSummary.Decision;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Summarizes records. Of a finished rollout's journal it decodes only the last line and those of people's decisions.
 */
final class Summaries {
    /** More than the length of the last line of any finished rollout. */
    private static final int TAIL = 4096;

    /** The events that may be a decision, as the codec writes their types. */
    private static final Pattern DECISION =
            Pattern.compile("\"type\":\"(Promoted|Paused|RolloutResumed|Aborted|TaskJudged|WindowOverridden)\"");

    private final EventCodec events = new EventCodec();

    /** @param plan its heading */
    RolloutSummary of(RolloutFiles files, PlanHeading plan) throws IOException, JournalException {
        var end = lastEvent(files);
        if (end.isPresent() && end.get() instanceof FleetEvent.RolloutFinished finished) {
            return summary(
                    plan,
                    finished.at(),
                    RolloutPhase.FINISHED,
                    Optional.empty(),
                    Optional.of(finished.outcome()),
                    decisions(files));
        }
        var text = files.planText();
        var replay = files.replay(PlanCodec.digest(text));
        if (replay.events().isEmpty()) {
            return neverStarted(plan);
        }
        var state = RolloutState.replay(files.plan(text), replay.events());
        var last = replay.events().get(replay.events().size() - 1);
        return summary(plan, last.at(), state.phase(), state.hold(), state.outcome(), decisions(files));
    }

    /** The coordinator that froze the plan ended before it announced anything, and so before it changed anything. */
    private static RolloutSummary neverStarted(PlanHeading plan) {
        return summary(
                plan,
                plan.createdAt(),
                RolloutPhase.FINISHED,
                Optional.empty(),
                Optional.of(Outcome.UNTOUCHED),
                List.of());
    }

    private static RolloutSummary summary(
            PlanHeading plan,
            Instant changedAt,
            RolloutPhase phase,
            Optional<HoldDeadline> hold,
            Optional<Outcome> outcome,
            List<Decision> decisions) {
        return new RolloutSummary(
                plan.id(),
                plan.purpose(),
                plan.release().id(),
                plan.actor(),
                plan.createdAt(),
                changedAt,
                phase,
                hold,
                outcome,
                plan.waivers().orElse(List.of()),
                decisions);
    }

    private List<Decision> decisions(RolloutFiles files) throws IOException, JournalException {
        return files.journalText()
                .lines()
                .filter(DECISION.asPredicate())
                .flatMap(line -> JournalLine.sound(line).stream())
                .flatMap(line -> event(line).stream())
                .flatMap(event -> Decision.of(event).stream())
                .toList();
    }

    /** The last event, if its line is short and sound. */
    private Optional<RolloutEvent> lastEvent(RolloutFiles files) throws IOException {
        if (!files.journalFile().toFile().exists()) {
            return Optional.empty();
        }
        var tail = tail(files);
        if (!tail.endsWith("\n")) {
            return Optional.empty();
        }
        var last = tail.substring(tail.lastIndexOf('\n', tail.length() - 2) + 1, tail.length() - 1);
        return JournalLine.sound(last).flatMap(this::event);
    }

    private Optional<RolloutEvent> event(JournalLine line) {
        try {
            return Optional.of(events.decode(line.event()));
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    private static String tail(RolloutFiles files) throws IOException {
        try (var file = new RandomAccessFile(files.journalFile().toFile(), "r")) {
            var length = file.length();
            var bytes = new byte[(int) Math.min(TAIL, length)];
            file.seek(length - bytes.length);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
