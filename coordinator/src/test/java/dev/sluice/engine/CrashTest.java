package dev.sluice.engine;

import static dev.sluice.engine.FakeHosts.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FailPoint.Place;
import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A coordinator ends at each record it could end at. What it started is awaited here, as hosts would finish it by themselves. */
class CrashTest {
    private static final RolloutListener NOBODY = (seq, event, state) -> {};

    private static EngineRun good() {
        return new EngineRun(PlanDraft.of(3).batches(1, 2).soak(Duration.ofSeconds(4)));
    }

    private static EngineRun bad() {
        var run = good();
        run.hosts.before(Doing.AWAIT_HEALTH, 3, fails(Kind.HEALTH));
        return run;
    }

    /** Runs it to each of its records, and then does this; returns how many records there are. */
    private static int atEachRecord(Supplier<EngineRun> runs, Consumer<EngineRun> then) throws Exception {
        var whole = runs.get();
        whole.run();
        int records = whole.events.size();
        for (int taken = 0; taken < records; taken++) {
            var run = runs.get();
            var journal = new MemoryJournal(run.events, taken);
            assertThrows(JournalException.class, () -> run.run(journal), "record " + taken);
            run.hosts.assertQuietAndAnnounced();
            assertEquals(taken, run.events.size());
            then.accept(run);
        }
        return records;
    }

    private static RolloutState takeBack(EngineRun run) {
        try {
            var store = new MemoryStore(run.hosts::watchedBy);
            store.left(run.plan, run.events);
            var ended = new Rollouts(store, plan -> run.hosts, run.outside(), run.time)
                    .end(run.plan.id(), Demand.REVERT, "bert", NOBODY);
            run.hosts.assertQuietAndAnnounced();
            return ended.state();
        } catch (JournalException | LockedException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertBack(EngineRun run) {
        int crashedAfter = run.events.size();
        var outcome = takeBack(run).outcome().orElseThrow();
        assertTrue(
                outcome == Outcome.REVERTED || outcome == Outcome.UNTOUCHED,
                () -> "after " + crashedAfter + ": " + outcome);
        assertTrue(run.hosts.asBefore(run.plan), () -> "after " + crashedAfter + " records hosts are not as before");
    }

    @Test
    void a_good_rollout_that_ended_at_any_record_is_taken_back_to_where_every_host_was() throws Exception {
        int records = atEachRecord(CrashTest::good, CrashTest::assertBack);

        assertTrue(records > 30, "it has records to crash at: " + records);
    }

    @Test
    void a_bad_rollout_that_ended_at_any_record_also_on_its_way_back_is_taken_back() throws Exception {
        atEachRecord(CrashTest::bad, CrashTest::assertBack);
    }

    @Test
    void a_good_rollout_that_ended_at_any_record_can_be_gone_on_with() throws Exception {
        atEachRecord(CrashTest::good, CrashTest::assertGoneOnWith);
    }

    private static void assertGoneOnWith(EngineRun run) {
        try {
            var journal = new MemoryJournal(run.events, Integer.MAX_VALUE);
            var resumed = List.<RolloutEvent>of(new FleetEvent.RolloutResumed(PlanDraft.AT, "bert"));

            var outcome = run.run(journal, resumed).outcome();

            assertEquals(Outcome.SUCCEEDED, outcome.orElseThrow());
            run.hosts.assertQuietAndAnnounced();
        } catch (JournalException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A place for a process to end at: the so manyth of its kind. */
    private static final class End implements FailPoint {
        private final Place place;
        private final MemoryJournal journal;
        private final AtomicInteger left;

        End(Place place, int number, MemoryJournal journal) {
            this.place = place;
            this.journal = journal;
            this.left = new AtomicInteger(number);
        }

        @Override
        public void reached(Place here, String type, String host) {
            // Leases are renewed by the clock, and behind the end of a rollout there is nothing to end.
            var counts = here == place && !type.equals("renewLease") && !type.equals("RolloutFinished");
            if (counts && left.decrementAndGet() == 0) {
                journal.die();
                if (here != Place.AFTER_EFFECT) {
                    throw new IllegalStateException("the process ends");
                }
            }
        }

        boolean happened() {
            return left.get() <= 0;
        }
    }

    /** Runs it to each place of a kind, ends it there, and then does this; returns how many there are. */
    private static int atEach(Place place, Supplier<EngineRun> runs, Consumer<EngineRun> then) throws Exception {
        for (int number = 1; ; number++) {
            var run = runs.get();
            var journal = new MemoryJournal(run.events, Integer.MAX_VALUE);
            var end = new End(place, number, journal);
            run.failPoint = end;
            try {
                run.run(journal);
            } catch (JournalException | IllegalStateException ended) {
                assertTrue(end.happened(), ended::toString);
            }
            if (!end.happened()) {
                return number - 1;
            }
            run.failPoint = (here, type, host) -> {};
            then.accept(run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_coordinator_that_ended_at_any_place_is_gone_on_with(Place place) throws Exception {
        int places = atEach(place, CrashTest::good, CrashTest::assertGoneOnWith);

        assertTrue(places > 14, () -> place + " " + places);
    }

    @ParameterizedTest
    @EnumSource
    void a_rollout_that_ended_at_any_place_also_on_its_way_back_is_taken_back(Place place) throws Exception {
        int places = atEach(place, CrashTest::bad, CrashTest::assertBack);

        assertTrue(places > 14, () -> place + " " + places);
    }

    /** Each of the second's records after another one of the first's. */
    @Test
    void whoever_takes_it_back_may_end_at_any_record_too() throws Exception {
        for (int second = 0; second < 40; second++) {
            assertBackAfter(1 + second * 12 % 44, second);
            assertBackAfter(1 + (second * 12 + 24) % 44, second);
        }
    }

    @Tag("everything")
    @Test
    void whoever_takes_it_back_may_end_at_any_record_after_any_other() throws Exception {
        for (int first = 1; first < 45; first += 4) {
            for (int second = 0; second < 40; second++) {
                assertBackAfter(first, second);
            }
        }
    }

    private static void assertBackAfter(int first, int second) throws Exception {
        var run = bad();
        crash(run, new MemoryJournal(run.events, first), started());
        crash(run, new MemoryJournal(run.events, second), taken());
        assertBack(run);
    }

    private static List<RolloutEvent> started() {
        return List.of(new FleetEvent.RolloutStarted(PlanDraft.AT, "d".repeat(64), "anna"));
    }

    private static List<RolloutEvent> taken() {
        return List.of(
                new FleetEvent.RolloutResumed(PlanDraft.AT, "bert"),
                new FleetEvent.Aborted(PlanDraft.AT, "bert", Demand.REVERT));
    }

    /** It may come to its end before: then there is nothing to crash at. */
    private static void crash(EngineRun run, Journal journal, List<RolloutEvent> first) throws InterruptedException {
        try {
            run.run(journal, first);
        } catch (JournalException e) {
            run.hosts.assertQuietAndAnnounced();
        }
    }

    @Test
    void a_host_that_cannot_be_looked_at_after_a_crash_in_its_switch_is_in_doubt_and_not_as_before() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        crash(run, new MemoryJournal(run.events, 6), started());
        assertEquals("Switching", run.story(1).get(3));
        var gone = fails(Kind.UNREACHABLE);
        run.hosts.before(Doing.LOOK, 1, gone, gone, gone, gone, gone, gone, gone);

        assertEquals(Outcome.MIXED, takeBack(run).outcome().orElseThrow());

        assertEquals(PlanDraft.NEW.link(), run.hosts.link(PlanDraft.web(1)), "it was switched indeed");
    }

    @Test
    void a_link_that_was_changed_while_nobody_was_there_is_left_alone() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        crash(run, new MemoryJournal(run.events, 9), started());
        run.hosts.changedByHand(PlanDraft.web(1), "releases/by-hand");

        assertEquals(Outcome.DIVERGED, takeBack(run).outcome().orElseThrow());

        assertEquals("releases/by-hand", run.hosts.link(PlanDraft.web(1)));
    }

    @Test
    void a_rollback_that_ended_at_any_record_is_gone_on_with_and_never_turned_round() throws Exception {
        Supplier<EngineRun> rollback =
                () -> new EngineRun(PlanDraft.of(3).batches(2).rollback());
        atEachRecord(rollback, run -> {
            try {
                var store = new MemoryStore(run.hosts::watchedBy);
                store.left(run.plan, run.events);

                var ended = new Rollouts(store, plan -> run.hosts, run.outside(), run.time)
                        .resume(run.plan.id(), "bert", NOBODY);

                assertEquals(Outcome.SUCCEEDED, ended.state().outcome().orElseThrow());
                assertEquals(List.of(), run.hosts.done(Doing.SWITCH_BACK));
                run.hosts.assertQuietAndAnnounced();
            } catch (JournalException | LockedException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void the_work_is_closed_when_it_is_done() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        crash(run, new MemoryJournal(run.events, 6), started());

        takeBack(run);
    }

    @Test
    void a_rollout_that_is_over_is_not_taken_back() throws Exception {
        var run = new EngineRun(PlanDraft.of(1));
        run.run();
        int records = run.events.size();

        var state = takeBack(run);

        assertEquals(Outcome.SUCCEEDED, state.outcome().orElseThrow());
        assertEquals(records, run.events.size(), "nothing is written behind the end");
        assertEquals(PlanDraft.NEW.link(), run.hosts.link(PlanDraft.web(1)));
    }
}
