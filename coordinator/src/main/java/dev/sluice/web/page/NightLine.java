package dev.sluice.web.page;

import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.Outcome;
import dev.sluice.schedule.ScheduleRow;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a start, or that a day had none.
 *
 * @param href of its rollout; empty where there was none
 */
record NightLine(String day, String at, String schedule, Tone tone, String word, String why, String href) {
    private static final int NIGHTS = 7;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);

    /** The last seven days in the zone of the site, the newest first. */
    static List<NightLine> of(SiteFacts facts) {
        var today = facts.now().atZone(facts.moments().zone()).toLocalDate();
        var rows = facts.recorded().rows().all();
        var lines = new ArrayList<NightLine>();
        for (int back = 0; back < NIGHTS; back++) {
            var day = today.minusDays(back);
            var starts = rows.stream()
                    .filter(row -> row.occurrence().local().toLocalDate().equals(day))
                    .map(row -> of(row, day, facts))
                    .toList();
            lines.addAll(starts);
            if (starts.isEmpty()) {
                lines.add(new NightLine(DAY.format(day), "", "", Tone.QUIET, "none", "no start was due", ""));
            }
        }
        return List.copyOf(lines);
    }

    private static NightLine of(ScheduleRow row, LocalDate day, SiteFacts facts) {
        var base = Frame.base(facts.site().fleet());
        var how = how(row, facts);
        return new NightLine(
                DAY.format(day),
                row.occurrence().local().toLocalTime().withNano(0).toString(),
                row.occurrence().schedule() + (row.byPerson() ? " (triggered)" : ""),
                how.tone(),
                how.text(),
                why(row),
                row.rollout().map(id -> Frame.rollout(base, id)).orElse(""));
    }

    private static Sentence how(ScheduleRow row, SiteFacts facts) {
        return switch (row.state()) {
            case WAITING -> Sentence.busy("waiting");
            case STARTING -> Sentence.busy("starting");
            case SKIPPED -> Sentence.note("skipped");
            case MISSED -> Sentence.note("missed");
            case STARTED ->
                row.rollout()
                        .flatMap(id -> ended(id, facts))
                        .map(outcome -> new Sentence(PastRollout.tone(outcome), PastRollout.word(outcome)))
                        .orElseGet(() -> Sentence.note(Words.harmless(row.words())));
        };
    }

    /** How its rollout ended meanwhile: the row has what was so when the start was settled. */
    private static Optional<Outcome> ended(RolloutId id, SiteFacts facts) {
        return PastRollout.find(facts, id).flatMap(rollout -> rollout.outcome());
    }

    private static String why(ScheduleRow row) {
        var rollout = row.rollout().map(id -> "rollout " + id);
        return rollout.orElseGet(() -> Words.harmless(row.words()));
    }

    // For templates.

    String css() {
        return tone.css();
    }

    String shape() {
        return tone.shape();
    }
}
