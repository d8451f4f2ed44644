package dev.sluice.web.page;

import dev.sluice.plan.Restrictions;
import dev.sluice.schedule.UpcomingStarts;
import dev.sluice.schedule.UpcomingStarts.Upcoming;
import java.util.List;
import java.util.Optional;

/** The starts ahead, with window, blackouts, pauses, a freeze and an open rollout applied; pure. */
record Starts(SiteFacts facts) {
    /** Starts that will run; those between them that will not are shown too. */
    private static final int AHEAD = 5;

    private static final int MOST_LINES = 12;

    List<StartLine> ahead() {
        return upcoming(MOST_LINES).stream().map(this::line).toList();
    }

    /** Whatever comes first, whether it will run or not. */
    Optional<Upcoming> first() {
        return upcoming(1).stream().findFirst();
    }

    private List<Upcoming> upcoming(int most) {
        return facts.site()
                .playbook()
                .map(playbook -> new UpcomingStarts(playbook, facts.recorded().rows()).after(facts.now(), AHEAD, most))
                .orElse(List.of());
    }

    StartLine line(Upcoming next) {
        var moments = facts.moments();
        var at = next.occurrence().at();
        var hindered = hindered(next);
        return new StartLine(
                next.occurrence().schedule(),
                moments.when(at),
                moments.left(at),
                hindered.isPresent() ? Tone.NOTE : Tone.FINE,
                hindered.isPresent() ? "will not run" : "will run",
                hindered.or(() -> next.closes().map(end -> "its window is open until " + moments.near(end)))
                        .map(Words::harmless)
                        .orElse(""));
    }

    private Optional<String> hindered(Upcoming next) {
        return broken().or(next::skipped).or(() -> frozen(next));
    }

    private Optional<String> broken() {
        return facts.site().problems().isEmpty() ? Optional.empty() : Optional.of("the files have errors");
    }

    private Optional<String> frozen(Upcoming next) {
        return facts.recorded()
                .restrictions()
                .freezeAt(next.occurrence().at())
                .map(Restrictions.Freeze::message)
                .map(message -> "frozen: " + message);
    }
}
