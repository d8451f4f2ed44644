package dev.sluice.journal;

import dev.sluice.codec.PlanCodec;
import dev.sluice.codec.SamplePlan;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.BatchStep.HoldEnd;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.TaskEvent;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rollout in which everything happens that can happen, in appends of one or more events. Its record of each version of the format is
 * kept for ever in {@code src/test/resources/journals/<version>/}, and must stay readable.
 */
final class GoldenRollout {
    static final RolloutPlan PLAN = newest(SamplePlan.of("web01", "web02", "web03", "web04", "web05"));

    private static final Instant START = Instant.parse("2026-11-22T22:30:00Z");
    private static final String OLD = "releases/20261121-223000-1b22c0d";
    private static final String NEW = "releases/20261122-223000-9f3c1ab";
    private static final HostName WEB01 = new HostName("web01");
    private static final HostName WEB02 = new HostName("web02");
    private static final HostName WEB03 = new HostName("web03");
    private static final HostName WEB04 = new HostName("web04");
    private static final HostName WEB05 = new HostName("web05");

    private GoldenRollout() {}

    /** Writes the record of the present version: for a new directory beside the old ones, once a format is new. */
    public static void main(String[] arguments) throws Exception {
        var target = Path.of(arguments[0]);
        var state = Files.createTempDirectory("golden").resolve("state");
        try (var open = new FileRolloutStore(state, InstantSource.system()).create(PLAN)) {
            for (var group : appends()) {
                open.journal().append(group);
            }
            Files.createDirectories(target);
            for (var name : List.of("plan.json", "journal.jsonl")) {
                Files.copy(open.directory().resolve(name), target.resolve(name));
            }
        }
    }

    static List<RolloutEvent> events() {
        return appends().stream().flatMap(List::stream).toList();
    }

    static List<List<RolloutEvent>> appends() {
        return Stream.of(forth(), tasks(), back()).flatMap(List::stream).toList();
    }

    private static List<List<RolloutEvent>> forth() {
        return List.of(
                List.of(new FleetEvent.RolloutStarted(at(0), PlanCodec.digest(new PlanCodec().encode(PLAN)), "anna")),
                List.of(
                        new HostEvent.HostLocked(at(1), WEB01, 7),
                        new HostEvent.HostLocked(at(1), WEB02, 1),
                        new HostEvent.HostLocked(at(1), WEB03, 1L << 60),
                        new HostEvent.HostLocked(at(2), WEB04, 2)),
                List.of(new HostEvent.HostStaging(at(2), WEB01), new HostEvent.HostStaging(at(2), WEB02)),
                List.of(new HostEvent.HostStaged(at(3), WEB01, 412_000, Duration.ofMillis(2100))),
                List.of(new HostEvent.HostStaged(at(3), WEB02, 0, Duration.ofNanos(1))),
                List.of(new HostEvent.HostNoted(at(3), WEB03, "old release kept: \"büsy\" \u001b[31m\u202e 日本")),
                List.of(new FleetEvent.BatchStarted(at(4), 1, List.of(WEB01))),
                List.of(new HostEvent.HostSwitching(at(5), WEB01, OLD, NEW, 7)),
                List.of(new HostEvent.HostSwitched(at(5), WEB01, NEW, Duration.ofMillis(38))),
                List.of(new HostEvent.HostProving(
                        at(6), WEB01, PLAN.release().id().value())),
                List.of(new HostEvent.HostProved(
                        at(6), WEB01, PLAN.release().id().value(), evidence())),
                List.of(new HostEvent.HostHealthy(at(7), WEB01, 3, 3)),
                List.of(new FleetEvent.SoakStarted(at(8), 1, at(608)), held()),
                List.of(new FleetEvent.Promoted(at(700), 1, "ben")),
                List.of(new FleetEvent.HoldExpired(at(700), 1, at(999), Then.PROMOTE)),
                List.of(new FleetEvent.GateOpened(at(701), 1), new FleetEvent.Paused(at(702), "ben")));
    }

    private static List<List<RolloutEvent>> tasks() {
        var task = failure(Failure.Kind.TASK);
        return List.of(
                List.of(new TaskEvent.TaskStarted(at(703), "migrate", Optional.of(WEB01))),
                List.of(new TaskEvent.TaskUnknown(at(704), "migrate", task)),
                List.of(new TaskEvent.TaskJudged(at(705), "migrate", Verdict.AGAIN, "ben")),
                List.of(new TaskEvent.TaskEnded(at(706), "migrate", 0, Duration.ofSeconds(9))),
                List.of(new HostEvent.HostTaskStarted(at(707), WEB02, "warm", Optional.of(WEB02))),
                List.of(new HostEvent.HostTaskEnded(at(708), WEB02, "warm", 3, Duration.ofMillis(1))),
                List.of(new HostEvent.AssetsPlaced(at(709), WEB02, 17)),
                List.of(new HostEvent.HostDraining(at(710), WEB02, List.of("drain"))),
                List.of(new HostEvent.HostTaskStarted(at(711), WEB02, "drain", Optional.empty())),
                List.of(new HostEvent.HostTaskUnknown(at(712), WEB02, "drain", task)),
                List.of(new TaskEvent.TaskJudged(at(713), "drain", Verdict.DONE, "ben")),
                List.of(new HostEvent.HostDrained(at(714), WEB02)),
                List.of(new HostEvent.HostReturning(at(715), WEB02, List.of("undrain"))),
                List.of(new HostEvent.HostReturned(at(716), WEB02)),
                List.of(
                        new FleetEvent.WindowClosed(at(717), "the window closed at 02:00", Closing.FINISH_BATCH),
                        new FleetEvent.Interrupted(at(718), "SIGTERM")),
                List.of(new FleetEvent.Frozen(at(719), "database moves until 6")));
    }

    private static List<List<RolloutEvent>> back() {
        return List.of(
                List.of(new FleetEvent.RolloutResumed(at(800), "anna"), new HostEvent.HostLocked(at(801), WEB01, 8)),
                List.of(new FleetEvent.WindowOverridden(at(801), "anna", "a hole")),
                List.of(new FleetEvent.BatchStarted(at(802), 2, List.of(WEB02))),
                List.of(new HostEvent.HostSwitching(at(803), WEB02, OLD, NEW, 1)),
                List.of(new HostEvent.HostSwitched(at(803), WEB02, NEW, Duration.ofMillis(41))),
                List.of(new HostEvent.HostFailed(at(804), WEB02, failure(Failure.Kind.HEALTH))),
                List.of(new HostEvent.HostEvidence(
                        at(804),
                        WEB02,
                        List.of(
                                Excerpt.of("answer of /healthz", List.of("Fatal error: \"ü\"", "in index.php")),
                                Excerpt.missing("/var/log/php.log", "does not exist")))),
                List.of(new FleetEvent.GateRefused(at(804), 2, "1 of 4 hosts failed")),
                List.of(
                        new HostEvent.HostReverting(at(805), WEB02, NEW, OLD, 1),
                        new HostEvent.HostReverting(at(805), WEB01, NEW, OLD, 8)),
                List.of(new HostEvent.HostRestored(at(806), WEB02, OLD, Duration.ofMillis(40))),
                List.of(new HostEvent.HostReverted(at(807), WEB02, "20261121-223000-1b22c0d")),
                List.of(new HostEvent.HostObserved(at(808), WEB01, NEW, HostEvent.HostObserved.Position.AFTER)),
                List.of(new HostEvent.HostUnknown(at(809), WEB03, failure(Failure.Kind.UNREACHABLE))),
                List.of(new HostEvent.HostDiverged(
                        at(810), WEB04, OLD, "releases/other", failure(Failure.Kind.SWITCH))),
                List.of(new TaskEvent.TaskFailed(at(810), "purge", failure(Failure.Kind.TASK))),
                List.of(new FleetEvent.ProgressMissed(at(810), Duration.ofMinutes(20))),
                List.of(new HostEvent.HostLeftOut(at(810), WEB05, failure(Failure.Kind.UNREACHABLE))),
                List.of(new FleetEvent.Aborted(at(811), "anna", RolloutState.Demand.LEAVE)),
                List.of(new FleetEvent.RolloutFinished(at(812), Outcome.MIXED)));
    }

    private static FleetEvent.Held held() {
        return new FleetEvent.Held(at(608), 1, Optional.of(new HoldDeadline(at(999), Then.REVERT)));
    }

    /** With all that the newest version of plans has. */
    private static RolloutPlan newest(RolloutPlan plan) {
        var window = new ReleaseWindow(
                ZoneId.of("Europe/Berlin"), List.of(), List.of(), Closing.FINISH_BATCH, ReleaseWindow.Fit.ROLLOUT);
        var ends = Optional.of(new HoldEnd(Duration.ofHours(4), Then.REVERT));
        var batches = plan.batches().stream()
                .map(batch -> new Batch(batch.number(), batch.hosts(), batch.soak(), batch.hold(), ends))
                .toList();
        return new RolloutPlan(
                plan.id(),
                plan.purpose(),
                plan.project(),
                plan.inventory(),
                plan.playbook().asking(plan.playbook().health(), Optional.of(window)),
                plan.strategy(),
                plan.release(),
                plan.hosts(),
                batches,
                List.of(LeftOut.disabled(new HostName("web06"), "disabled: new disk")),
                plan.waivers(),
                plan.createdAt(),
                plan.actor());
    }

    private static Instant at(int second) {
        return START.plusSeconds(second).plusMillis(second % 10);
    }

    private static Evidence evidence() {
        return new Evidence(
                "reset", 8, 8, Duration.ofMillis(210), Map.of("restarts before", "3", "restarts after", "4"));
    }

    private static Failure failure(Failure.Kind kind) {
        return new Failure(kind, "health", "/healthz answered 500", "3 of 3", "fix the build");
    }
}
