package dev.sluice.it.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FailPoint;
import dev.sluice.engine.JournalException;
import dev.sluice.it.front.QuietFront.Policy;
import dev.sluice.it.release.Journals;
import dev.sluice.it.release.Operator;
import dev.sluice.operation.ConvergeOperation;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project.Scope;
import dev.sluice.operation.ReleaseOperation;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.operation.RollbackOperation;
import dev.sluice.operation.RolloutResult;
import dev.sluice.operation.StageOperation;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.rollout.Outcome;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four ways to start a rollout, by somebody without a command line: the same events and refusals, for the order is the operations'. */
class SecondFrontTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Coordinator coordinator(Optional<FailPoint> failPoint) {
        return new Coordinator(new Settings(directory.resolve("state"), Map.of(), "a schedule", failPoint));
    }

    /** What is started. */
    @FunctionalInterface
    private interface Verb {
        RolloutResult run(Fleet fleet, QuietFront front) throws Exception;
    }

    private static Verb release(ReleaseOrder order) {
        return (fleet, front) -> new ReleaseOperation(fleet, front).run(order);
    }

    private static Verb stage(ReleaseOrder order) {
        return (fleet, front) -> new StageOperation(fleet, front).run(order);
    }

    private static Verb converge(ReleaseOrder order) {
        return (fleet, front) -> new ConvergeOperation(fleet, front).run(order);
    }

    private static Verb rollback() {
        return (fleet, front) -> new RollbackOperation(fleet, front).run(Optional.empty(), List.of());
    }

    @Test
    void release_stage_converge_and_rollback_run_as_they_do_from_the_command_line() throws Exception {
        try (var site = OneSite.start("second", directory);
                var typed = OneSite.start("typed", directory);
                var coordinator = coordinator(Optional.empty())) {
            var operator = Operator.of(
                    Files.readString(directory.resolve("typed.yml")),
                    Files.readString(directory.resolve("typed-playbook.yml")),
                    Files.createDirectory(directory.resolve("operator")));
            var good = typed.path("good").toString();

            assertSame(
                    operator,
                    List.of("release", "--artifact", good, "--release", "a", "--yes"),
                    coordinator,
                    site,
                    release(site.good("a")));
            assertSame(
                    operator,
                    List.of("stage", "--artifact", good, "--release", "b", "--yes"),
                    coordinator,
                    site,
                    stage(site.good("b")));
            assertSame(
                    operator,
                    List.of("release", "--artifact", typed.path("bad").toString(), "--release", "c", "--yes"),
                    coordinator,
                    site,
                    release(site.bad("c")));
            assertSame(operator, List.of("rollback", "--yes"), coordinator, site, rollback());
            assertEquals(typed.live(), site.live());

            try (var fleet = coordinator.fleet(site.project(), Scope.ALL)) {
                var nothing = converge(site.good("1")).run(fleet, new QuietFront(Policy.APPROVE));
                assertInstanceOf(RolloutResult.AlreadyLive.class, nothing);
            }
        }
    }

    private static void assertSame(
            Operator operator, List<String> command, Coordinator coordinator, OneSite site, Verb verb)
            throws Exception {
        operator.run(command.toArray(String[]::new));
        var front = new QuietFront(Policy.APPROVE);
        try (var fleet = coordinator.fleet(site.project(), Scope.ALL)) {
            assertInstanceOf(RolloutResult.Ran.class, verb.run(fleet, front));
        }
        assertEquals(
                sorted(new Journals(operator.state()).types()),
                sorted(front.events()),
                () -> String.join(" ", command));
    }

    /** Hosts that are worked on side by side report in any order. */
    private static List<String> sorted(List<String> events) {
        return events.stream().sorted().toList();
    }

    @Test
    void what_it_does_not_approve_changes_nothing() throws Exception {
        try (var site = OneSite.start("second", directory);
                var coordinator = coordinator(Optional.empty());
                var fleet = coordinator.fleet(site.project(), Scope.ALL)) {
            for (var verb : List.of(release(site.good("a")), stage(site.good("a")), rollback())) {
                var refused =
                        assertThrows(RefusedException.class, () -> verb.run(fleet, new QuietFront(Policy.REFUSE)));
                assertTrue(
                        refused.lines().get(0).startsWith("not approved")
                                || refused.lines().get(0).contains("no good release is older"),
                        refused::toString);
            }
            assertEquals(Map.of("web01", "1", "web02", "1"), site.live());
        }
    }

    @Test
    void what_was_left_unfinished_comes_first_whatever_is_started() throws Exception {
        FailPoint end = (here, what, host) -> {
            if (here == FailPoint.Place.AFTER_RECORD && what.equals("HostSwitched")) {
                throw new IllegalStateException("the coordinator ends here");
            }
        };
        try (var site = OneSite.start("second", directory)) {
            try (var dying = coordinator(Optional.of(end));
                    var fleet = dying.fleet(site.project(), Scope.ALL)) {
                assertThrows(JournalException.class, () -> release(site.good("a"))
                        .run(fleet, new QuietFront(Policy.APPROVE)));
            }
            try (var coordinator = coordinator(Optional.empty());
                    var fleet = coordinator.fleet(site.project(), Scope.ALL)) {
                for (var verb : List.of(release(site.good("b")), stage(site.good("b")), converge(site.good("a")))) {
                    var refused =
                            assertThrows(RefusedException.class, () -> verb.run(fleet, new QuietFront(Policy.APPROVE)));
                    assertEquals(Reason.UNFINISHED, refused.reason());
                    assertTrue(refused.lines().get(0).contains("was left unfinished"), refused::toString);
                }
                var ran = (RolloutResult.Ran) rollback().run(fleet, new QuietFront(Policy.APPROVE));
                assertEquals(Optional.of(Outcome.REVERTED), ran.ended().state().outcome());
            }
            assertEquals(Map.of("web01", "1", "web02", "1"), site.live());
        }
    }
}
