package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.engine.FakeHosts.Trouble;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real engine with its threads, where hosts fail by chance: what it says at the end is how the hosts are. */
class ChanceTest {
    private static final int SOME = 100;
    private static final int WHOLE = 500;

    /** After a switch an answer is lost, or there is a defect; a certain failure would be a lie that no adapter tells. */
    private static EngineRun byChance(Random random) {
        var run = new EngineRun(PlanDraft.byChance(random).soak(Duration.ofSeconds(random.nextInt(3) * 4L)));
        for (int host = 1; host <= run.plan.hosts().size(); host++) {
            for (var doing : Doing.values()) {
                if (random.nextInt(12) == 0 && doing != Doing.RENEW && doing != Doing.LEASE) {
                    var trouble = trouble(random);
                    run.hosts.before(doing, host, trouble, trouble, trouble);
                }
                if (random.nextInt(12) == 0 && (doing == Doing.SWITCH || doing == Doing.SWITCH_BACK)) {
                    run.hosts.after(doing, host, random.nextBoolean() ? FakeHosts.lost() : FakeHosts.defect());
                }
            }
        }
        return run;
    }

    private static Trouble trouble(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> FakeHosts.fails(Kind.UNREACHABLE);
            case 1 -> FakeHosts.lost();
            default -> FakeHosts.defect();
        };
    }

    @Test
    void the_end_that_is_told_is_the_end_that_is() throws Exception {
        assertEndsAreTold(0, SOME);
    }

    @Tag("everything")
    @Test
    void the_end_that_is_told_is_the_end_that_is_for_more_seeds() throws Exception {
        assertEndsAreTold(SOME, WHOLE);
    }

    private static void assertEndsAreTold(int first, int end) throws Exception {
        for (int seed = first; seed < end; seed++) {
            var run = byChance(new Random(seed));

            var state = run.run();

            assertTruth("seed " + seed, run, state);
        }
    }

    @Test
    void after_a_crash_anywhere_it_is_the_end_that_is_too() throws Exception {
        assertEndsAreToldAfterCrashes(0, SOME);
    }

    @Tag("everything")
    @Test
    void after_a_crash_anywhere_it_is_the_end_that_is_too_for_more_seeds() throws Exception {
        assertEndsAreToldAfterCrashes(SOME, WHOLE);
    }

    private static void assertEndsAreToldAfterCrashes(int first, int end) throws Exception {
        for (int seed = first; seed < end; seed++) {
            var random = new Random(seed);
            var run = byChance(random);
            var started = List.<RolloutEvent>of(new FleetEvent.RolloutStarted(PlanDraft.AT, "d".repeat(64), "anna"));
            var state = RolloutState.of(run.plan);
            try {
                state = run.run(new MemoryJournal(run.events, 1 + random.nextInt(80)), started);
            } catch (JournalException e) {
                run.hosts.assertQuietAndAnnounced();
                var taken = List.<RolloutEvent>of(
                        new FleetEvent.RolloutResumed(PlanDraft.AT, "bert"),
                        new FleetEvent.Aborted(PlanDraft.AT, "bert", Demand.REVERT));
                state = run.run(new MemoryJournal(run.events, Integer.MAX_VALUE), taken);
            }

            assertTruth("seed " + seed, run, state);
        }
    }

    private static void assertTruth(String seed, EngineRun run, RolloutState state) {
        run.hosts.assertQuietAndAnnounced();
        assertEquals(RolloutState.replay(run.plan, run.events), state, seed);
        if (state.outcome().isEmpty()) {
            assertTrue(state.phase().waitsForPerson() || state.hasUnknownTask(), seed);
            return;
        }
        for (var host : run.plan.hosts()) {
            var link = run.hosts.link(host.name());
            var phase = state.host(host.name()).phase();
            if (phase.switched()) {
                assertEquals(host.to().link(), link, () -> seed + ": " + host.name() + " " + phase);
            } else if (phase.asBefore()) {
                assertEquals(host.from(), link, () -> seed + ": " + host.name() + " " + phase);
            } else {
                assertTrue(phase.needsPerson() || phase == HostPhase.SWITCHING, () -> seed + ": " + phase);
            }
        }
        assertOutcome(seed, run.plan, run, state.outcome().get());
    }

    private static void assertOutcome(String seed, RolloutPlan plan, EngineRun run, Outcome outcome) {
        if (outcome == Outcome.SUCCEEDED) {
            plan.hosts().stream()
                    .filter(host -> RolloutState.replay(plan, run.events)
                                    .host(host.name())
                                    .phase()
                            != HostPhase.LEFT_OUT)
                    .forEach(host -> assertEquals(host.to().link(), run.hosts.link(host.name()), seed));
        } else if (outcome != Outcome.MIXED && outcome != Outcome.DIVERGED) {
            assertTrue(run.hosts.asBefore(plan), seed + ": " + outcome);
        }
    }
}
