package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListenerThreadTest {
    @Test
    void a_listener_hears_every_record_once_in_order_and_before_the_end() throws Exception {
        var run = new EngineRun(PlanDraft.of(4).batches(2));
        var heard = new ArrayList<String>();
        run.listener = (seq, event, state) -> heard.add(seq + " " + event);

        run.run();

        var written = new ArrayList<String>();
        run.events.forEach(event -> written.add(written.size() + " " + event));
        assertEquals(written, heard);
    }

    @Test
    void a_listener_hears_of_what_is_in_the_journal_only() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        var early = new AtomicInteger();
        var journal = new MemoryJournal(run.events, Integer.MAX_VALUE);
        run.listener = (seq, event, state) -> early.addAndGet(
                journal.events().size() > seq && journal.events().get((int) seq) == event ? 0 : 1);

        run.run(journal);

        assertEquals(0, early.get());
    }

    @Test
    void a_listener_that_throws_breaks_nothing_and_hears_the_rest() throws Exception {
        var run = new EngineRun(PlanDraft.of(2));
        var heard = new AtomicInteger();
        run.listener = (seq, event, state) -> {
            heard.incrementAndGet();
            throw new IllegalStateException("a listener's defect");
        };

        assertEquals(Outcome.SUCCEEDED, run.outcome());

        assertEquals(run.events.size(), heard.get());
    }

    @Test
    void a_listener_that_hangs_is_left_behind() {
        var never = new CountDownLatch(1);
        var heard = new ArrayList<Long>();
        var thread = new ListenerThread(
                (seq, event, state) -> {
                    try {
                        never.await();
                        heard.add(seq);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ZERO,
                new RealThreads());
        var plan = PlanDraft.of(1).plan();

        thread.on(
                0,
                new dev.sluice.rollout.FleetEvent.GateOpened(PlanDraft.AT, 1),
                dev.sluice.rollout.RolloutState.of(plan));
        thread.close();

        assertEquals(List.of(), heard, "the end did not wait for it");
        never.countDown();
    }
}
