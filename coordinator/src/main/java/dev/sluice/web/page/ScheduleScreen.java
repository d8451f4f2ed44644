package dev.sluice.web.page;

import dev.sluice.playbook.Schedule;
import dev.sluice.schedule.ScheduleEntry.Paused;
import java.util.List;
import java.util.Optional;

/**
 * The schedules of a site.
 *
 * @param next the next start; empty without one
 * @param closed why nothing may be triggered now; empty if the window is open
 * @param asked the act whose form is open
 */
record ScheduleScreen(
        Frame frame,
        Sentence sentence,
        List<FleetScreen.Next> next,
        List<ScheduleCard> schedules,
        String closed,
        List<Act> asked,
        List<NightLine> nights,
        List<StartLine> ahead) {

    /**
     * One schedule.
     *
     * @param paused why and until when; empty while it is not
     */
    record ScheduleCard(String name, String cron, String zone, String paused, List<Act> acts) {}

    static ScheduleScreen of(SiteFacts facts, Visitor visitor, Optional<String> ask) {
        var starts = new Starts(facts);
        var first = starts.first();
        var acts = new FleetActs(facts, visitor);
        var cards = facts.site().playbook().stream()
                .flatMap(playbook -> playbook.schedule().stream())
                .map(schedule -> card(schedule, facts, acts))
                .toList();
        var asked = cards.stream()
                .flatMap(card -> card.acts().stream())
                .filter(Act::opens)
                .filter(act -> ask.filter(act.key()::equals).isPresent())
                .findFirst();
        return new ScheduleScreen(
                Frame.of(Frame.Screen.SCHEDULE, facts, visitor, Optional.empty(), asked),
                sentence(facts, first.map(starts::line), cards.isEmpty()),
                first.map(next -> new FleetScreen.Next(starts.line(next), new Tonight(facts).of(next))).stream()
                        .toList(),
                cards,
                acts.closed().map(Words::harmless).orElse(""),
                asked.stream().toList(),
                NightLine.of(facts),
                starts.ahead());
    }

    private static ScheduleCard card(Schedule schedule, SiteFacts facts, FleetActs acts) {
        return new ScheduleCard(
                schedule.name(),
                schedule.cron(),
                schedule.zone().getId(),
                facts.recorded()
                        .rows()
                        .pause(schedule.name(), facts.now())
                        .map(pause -> words(pause, facts.moments()))
                        .orElse(""),
                acts.schedule(schedule.name()));
    }

    private static String words(Paused pause, Moments moments) {
        return "paused by " + Words.harmless(pause.by()) + " "
                + pause.until().map(end -> "until " + moments.near(end)).orElse("until a person resumes it") + ": "
                + Words.harmless(pause.reason());
    }

    private static Sentence sentence(SiteFacts facts, Optional<StartLine> next, boolean none) {
        if (!facts.site().problems().isEmpty()) {
            return Sentence.needed("The files of this site have errors; nothing starts until they are mended");
        }
        if (none) {
            return Sentence.note("No schedule: nothing starts by itself");
        }
        var refused = new Tonight(facts).refused();
        if (refused.isPresent()) {
            return Sentence.needed(refused.get());
        }
        return next.map(ScheduleScreen::sentence)
                .orElseGet(() -> Sentence.note("Nothing starts by itself: no schedule has a time ahead"));
    }

    private static Sentence sentence(StartLine next) {
        var start = Words.title(next.schedule()) + " is due " + next.when().local() + " and " + next.word();
        return next.runs() ? Sentence.fine(start) : Sentence.note(start + ": " + next.why());
    }

    // For templates.

    boolean anySchedule() {
        return !schedules.isEmpty();
    }

    boolean anyAhead() {
        return !ahead.isEmpty();
    }
}
