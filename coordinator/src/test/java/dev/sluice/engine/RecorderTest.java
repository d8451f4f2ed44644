package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final RolloutListener NOBODY = (seq, event, state) -> {};

    private final RolloutPlan plan = PlanDraft.of(8).plan();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static RolloutEvent note(int host, int number) {
        return new HostEvent.HostNoted(PlanDraft.AT, PlanDraft.web(host), Integer.toString(number));
    }

    private CompletableFuture<Void> recording(Recorder recorder, int host, int events) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int number = 0; number < events; number++) {
                        record(recorder, note(host, number));
                    }
                },
                threads);
    }

    private static void record(Recorder recorder, RolloutEvent event) {
        try {
            recorder.record(event);
        } catch (JournalException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void what_many_threads_record_is_all_there_and_in_order_for_each() throws Exception {
        var journal = new MemoryJournal();
        var heard = new ArrayList<Long>();
        try (var recorder = new Recorder(plan, journal, (seq, event, state) -> heard.add(seq), new RealThreads())) {
            var lanes = IntStream.rangeClosed(1, 8)
                    .mapToObj(host -> recording(recorder, host, 2_000))
                    .toArray(CompletableFuture[]::new);

            recorder.serveUntil(CompletableFuture.allOf(lanes));
        }

        assertEquals(16_000, journal.events().size());
        for (int host = 1; host <= 8; host++) {
            HostName name = PlanDraft.web(host);
            var notes = journal.events().stream()
                    .map(HostEvent.HostNoted.class::cast)
                    .filter(note -> note.host().equals(name))
                    .map(note -> Integer.parseInt(note.note()))
                    .toList();
            assertEquals(IntStream.range(0, 2_000).boxed().toList(), notes);
        }
        assertEquals(IntStream.range(0, 16_000).mapToObj(Long::valueOf).toList(), heard);
    }

    @Test
    void serving_ends_when_the_work_does_however_the_two_meet() throws Exception {
        var journal = new MemoryJournal();
        try (var recorder = new Recorder(plan, journal, NOBODY, new RealThreads())) {
            for (int round = 0; round < 20_000; round++) {
                recorder.serveUntil(
                        round % 3 == 0
                                ? CompletableFuture.completedFuture(null)
                                : recording(recorder, 1 + round % 8, round % 3));
            }
        }

        assertEquals(
                IntStream.range(0, 20_000).map(round -> round % 3).sum(),
                journal.events().size());
    }

    @Test
    void whoever_records_goes_on_only_when_it_is_in_the_journal() throws Exception {
        var journal = new MemoryJournal();
        var early = new AtomicLong();
        try (var recorder = new Recorder(plan, journal, NOBODY, new RealThreads())) {
            var lane = CompletableFuture.runAsync(
                    () -> {
                        for (int number = 0; number < 1_000; number++) {
                            record(recorder, note(1, number));
                            early.addAndGet(journal.events().size() == number + 1 ? 0 : 1);
                        }
                    },
                    threads);
            recorder.serveUntil(lane);
        }

        assertEquals(0, early.get());
    }

    @Test
    void what_waits_together_is_synced_together() throws Exception {
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var journal = new MemoryJournal() {
            @Override
            public synchronized void append(List<RolloutEvent> group) throws JournalException {
                inside.countDown();
                await(goOn);
                super.append(group);
            }
        };
        var waiting = new ArrayList<Thread>();
        try (var recorder = new Recorder(plan, journal, NOBODY, new RealThreads())) {
            var first = recording(recorder, 1, 1);
            var others = CompletableFuture.runAsync(
                    () -> {
                        await(inside);
                        for (int host = 2; host <= 8; host++) {
                            int number = host;
                            var thread = new Thread(() -> record(recorder, note(number, 0)));
                            thread.start();
                            waiting.add(thread);
                        }
                        while (waiting.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                            Thread.onSpinWait();
                        }
                        goOn.countDown();
                        waiting.forEach(RecorderTest::join);
                    },
                    threads);

            recorder.serveUntil(CompletableFuture.allOf(first, others));
        }

        assertEquals(List.of(1, 7), journal.groups());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void when_the_journal_dies_everybody_is_told_and_the_owner_when_all_are_done() {
        var journal = new MemoryJournal(new ArrayList<>(), 100);
        try (var recorder = new Recorder(plan, journal, NOBODY, new RealThreads())) {
            var lanes = IntStream.rangeClosed(1, 8)
                    .mapToObj(host -> recording(recorder, host, 1_000))
                    .toList();
            var all = CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new));

            assertThrows(JournalException.class, () -> recorder.serveUntil(all));

            assertTrue(all.isDone());
            lanes.forEach(lane -> assertInstanceOf(
                    JournalException.class,
                    assertThrows(CompletionException.class, lane::join).getCause()));
        }
        assertEquals(100, journal.events().size());
    }

    @Test
    void an_event_that_cannot_be_folded_hangs_nobody() {
        try (var recorder = new Recorder(plan, new MemoryJournal(), NOBODY, new RealThreads())) {
            var stranger = CompletableFuture.runAsync(
                    () -> record(
                            recorder,
                            new HostEvent.HostStaged(PlanDraft.AT, PlanDraft.web(99), 1, java.time.Duration.ZERO)),
                    threads);

            assertThrows(JournalException.class, () -> recorder.serveUntil(stranger));
        }
    }

    @Test
    void whoever_records_after_the_end_is_told_and_waits_for_nobody() {
        var recorder = new Recorder(plan, new MemoryJournal(), NOBODY, new RealThreads());
        var late = recording(recorder, 1, 1);

        recorder.close();

        assertThrows(CompletionException.class, late::join);
        assertThrows(JournalException.class, () -> recorder.record(note(1, 1)));
    }

    @Test
    void an_interrupted_owner_awaits_and_records_what_was_started() {
        var journal = new MemoryJournal();
        try (var recorder = new Recorder(plan, journal, NOBODY, new RealThreads())) {
            var lane = recording(recorder, 1, 100);

            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> recorder.serveUntil(lane));

            assertTrue(lane.isDone());
        }
        assertEquals(100, journal.events().size());
    }

    @Test
    void a_recorder_goes_on_from_what_the_journal_has() {
        var past = new ArrayList<RolloutEvent>(
                List.of(new HostEvent.HostLocked(PlanDraft.AT, PlanDraft.web(1), 7), note(1, 0)));
        var heard = new ArrayList<Long>();
        try (var recorder = new Recorder(
                plan,
                new MemoryJournal(past, Integer.MAX_VALUE),
                (seq, event, state) -> heard.add(seq),
                new RealThreads())) {
            assertEquals(RolloutState.replay(plan, past), recorder.state());

            recorder.write(note(1, 1));
        } catch (JournalException e) {
            throw new AssertionError(e);
        }
        assertEquals(List.of(2L), heard);
    }
}
