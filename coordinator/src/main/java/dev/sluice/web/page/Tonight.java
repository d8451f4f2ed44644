package dev.sluice.web.page;

import dev.sluice.operation.ExpectedArtifact;
import dev.sluice.schedule.Occurrence;
import dev.sluice.schedule.ScheduleEntry.Checked;
import dev.sluice.schedule.ScheduleEntry.Staged;
import dev.sluice.schedule.UpcomingStarts.Upcoming;
import java.util.List;
import java.util.Optional;

/** The next start: when it is, whether its artifact is there, and what the last check found; pure. */
record Tonight(SiteFacts facts) {
    /** @param tone of a fact that a person may want to know */
    record Fact(String name, Tone tone, String text) {
        // For templates.

        String css() {
            return tone.css();
        }

        String shape() {
            return tone.shape();
        }
    }

    /** Facts of the next start; none without one. */
    List<Fact> of(Upcoming next) {
        return List.of(artifact(next.occurrence()), check(next.occurrence()));
    }

    private Fact artifact(Occurrence start) {
        var staged = facts.recorded().rows().staged(start);
        if (staged.flatMap(Staged::release).isPresent()) {
            var release = staged.flatMap(Staged::release).map(Words::release).orElse("");
            return new Fact("Artifact", Tone.FINE, release + " is uploaded to every host");
        }
        var expected = Optional.ofNullable(facts.recorded().artifacts().get(start.schedule()));
        var problem = expected.flatMap(ExpectedArtifact::problem)
                .or(() -> staged.map(Staged::words))
                .map(Words::harmless);
        return problem.map(why -> new Fact("Artifact", Tone.NOTE, "not yet: " + why))
                .orElseGet(() -> new Fact(
                        "Artifact",
                        Tone.FINE,
                        expected.flatMap(ExpectedArtifact::newest)
                                .map(file -> name(file.path()) + ", from "
                                        + facts.moments().near(file.modified()))
                                .orElse("not known")));
    }

    private static String name(String path) {
        return Words.harmless(path.substring(path.lastIndexOf('/') + 1));
    }

    private Fact check(Occurrence start) {
        return facts.recorded()
                .rows()
                .lastCheck(start.schedule())
                .map(this::check)
                .orElseGet(() -> new Fact("Last check", Tone.QUIET, "none"));
    }

    private Fact check(Checked checked) {
        var when = facts.moments().near(checked.at());
        return checked.problems() == 0
                ? new Fact("Last check", Tone.FINE, "nothing found, " + when)
                : new Fact("Last check", Tone.NOTE, Words.count(checked.problems(), "problem") + " found, " + when);
    }

    /** That the next start would be refused, by its check; empty if nothing is known against it. */
    Optional<String> refused() {
        return new Starts(facts)
                .first()
                .map(Upcoming::occurrence)
                .flatMap(start -> facts.recorded()
                        .rows()
                        .lastCheck(start.schedule())
                        .filter(checked -> checked.problems() > 0)
                        .filter(checked -> checked.day().equals(start.local().toLocalDate())))
                .map(checked -> "The next start would be refused: its check found "
                        + Words.count(checked.problems(), "problem") + " "
                        + facts.moments().near(checked.at()));
    }
}
