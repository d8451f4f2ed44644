package dev.sluice.web.page;

import dev.sluice.document.HumanUnits;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.plan.WindowCalendar;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostEvent.HostStaged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The facts of a rollout, a name and a value each; pure. */
record RolloutFacts(SiteFacts site, SeenRollout seen) {
    /**
     * A fact.
     *
     * @param full the whole value where the text is a short form
     * @param until ISO-8601, UTC: what is counted down; empty for most
     * @param left the time until then
     */
    record Fact(String name, String text, String full, String until, String left) {
        static Fact of(String name, String text) {
            return new Fact(name, text, "", "", "");
        }
    }

    List<Fact> all() {
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of("State", state()));
        waitsFor().ifPresent(who -> facts.add(Fact.of("Waits for", who)));
        seen.state().hold().ifPresent(hold -> facts.add(deadline(hold)));
        window().ifPresent(facts::add);
        facts.add(release());
        if (!seen.previous().isEmpty()) {
            facts.add(Fact.of("Before it", Words.releases(seen.previous())));
        }
        facts.add(Fact.of(
                "Started",
                moments().near(seen.plan().createdAt()) + " by "
                        + Words.harmless(seen.plan().actor())));
        facts.add(Fact.of("Content", content()));
        return List.copyOf(facts);
    }

    private Moments moments() {
        return site.moments();
    }

    private String state() {
        return seen.state()
                .outcome()
                .map(PastRollout::word)
                .orElseGet(() -> Words.word(seen.state().phase()));
    }

    /** Who or what the next step depends on. */
    private Optional<String> waitsFor() {
        if (seen.isOver()) {
            return Optional.empty();
        }
        if (seen.state().hasUnknownTask()) {
            return Optional.of("a decision on a task");
        }
        return Optional.of(
                switch (seen.state().phase()) {
                    case HELD -> "a person who promotes it";
                    case PAUSED, INTERRUPTED -> "a person who resumes it";
                    case OUTSIDE_WINDOW -> "its window, and a person who resumes it";
                    case FROZEN -> "the end of the freeze, and a person who resumes it";
                    case RUNNING, FAILING, FINISHED -> running();
                });
    }

    private String running() {
        if (!seen.runs()) {
            return "a person who resumes or aborts it";
        }
        return seen.pending().soak().isPresent() ? "the end of a soak" : "hosts";
    }

    private Fact deadline(HoldDeadline hold) {
        return counted("Deadline", hold.at(), "then " + then(hold));
    }

    private String then(HoldDeadline hold) {
        return switch (seen.late(site.now()).orElse(hold).then()) {
            case REVERT -> "every host is reverted";
            case PROMOTE -> "it continues";
            case WAIT -> "it waits until a person ends it";
        };
    }

    private Fact counted(String name, Instant at, String more) {
        var when = moments().when(at);
        return new Fact(
                name,
                when.local() + (more.isEmpty() ? "" : ", " + more),
                when.utc(),
                when.iso(),
                moments().left(at));
    }

    private Optional<Fact> window() {
        if (seen.isOver()) {
            return Optional.empty();
        }
        return seen.plan().window().map(WindowCalendar::new).flatMap(this::window);
    }

    private Optional<Fact> window(WindowCalendar calendar) {
        var closed = calendar.closedAt(site.now());
        if (closed.isPresent()) {
            return Optional.of(
                    Fact.of("Window", "closed: " + Words.harmless(closed.get().why())));
        }
        return calendar.closes(site.now()).map(end -> counted("Window closes", end, ""));
    }

    private Fact release() {
        var full = seen.releases().stream().map(Object::toString).collect(Collectors.joining(", "));
        return new Fact("Release", Words.releases(seen.releases()), full, "", "");
    }

    private String content() {
        var release = seen.plan().release();
        var sent = seen.record().events().stream()
                .mapToLong(event -> event instanceof HostStaged staged ? staged.bytes() : 0)
                .sum();
        return Words.count(release.files(), "file") + ", "
                + HumanUnits.bytes(release.bytes())
                + (seen.plan().purpose() == Purpose.ROLLBACK ? "" : "; " + HumanUnits.bytes(sent) + " sent");
    }
}
