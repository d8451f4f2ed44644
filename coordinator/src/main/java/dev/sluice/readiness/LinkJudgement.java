package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.readiness.Finding.Level;
import dev.sluice.step.HostFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code current} is, and whether there is a rollback target. */
final class LinkJudgement {
    private static final String LINK = "current";
    private static final String BACK = "rollback target";

    private LinkJudgement() {}

    static List<Finding> of(HostFacts facts, Optional<String> back) {
        var found = new ArrayList<Finding>();
        link(facts).ifPresent(found::add);
        if (facts.live().isPresent()) {
            found.add(rollbackTarget(back));
        }
        if (!facts.leftovers().isEmpty()) {
            found.add(Finding.note(
                    "releases",
                    "stagings or removals were cut short",
                    facts.leftovers().stream().map(HostText::toString).collect(Collectors.joining(", ")),
                    "sluice prune removes them, and so does the next release"));
        }
        return found;
    }

    /** What blocks a release is judged by {@link Blocker}. */
    private static Optional<Finding> link(HostFacts facts) {
        return switch (facts.link()) {
            case ABSENT ->
                Optional.of(Finding.note(
                        LINK,
                        "there is none yet",
                        "the first release makes it; until then the web server has no document root",
                        ""));
            case DIRECTORY, FILE, DANGLING -> Optional.empty();
            case LINK -> facts.live().map(LinkJudgement::leads);
        };
    }

    private static Finding leads(HostFacts.LiveRelease live) {
        if (live.digest().isEmpty()) {
            return Finding.note(
                    LINK,
                    "it leads to a release that another tool made",
                    "the first release adopts it, so that it can be gone back to",
                    "sluice adopt does only that");
        }
        return Finding.ok(LINK, "it is a link to a whole release");
    }

    private static Finding rollbackTarget(Optional<String> back) {
        if (back.isPresent()) {
            return Finding.ok(BACK, "an earlier good release exists");
        }
        return new Finding(
                Level.NOTE,
                BACK,
                "no good release is older than the live one",
                "sluice rollback has nothing to go to; a release that fails still goes back to the live one",
                "the next release makes one",
                List.of());
    }
}
