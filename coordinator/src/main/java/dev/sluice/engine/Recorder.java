package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Owns a rollout's state. One thread, the owner, writes. Other threads hand it their events and wait; the events are written in groups with one sync
 * each.
 */
final class Recorder implements AutoCloseable {
    private final Journal journal;
    private final RolloutListener listener;
    private final Threads threads;
    private final BlockingQueue<Entry> inbox = new LinkedBlockingQueue<>();
    private volatile RolloutState state;
    private long seq;
    private @Nullable JournalException death;
    private volatile boolean closed;

    private record Entry(List<RolloutEvent> events, CompletableFuture<Void> synced) {
        /** An entry without events only wakes the owner. */
        static Entry of(List<RolloutEvent> events) {
            return new Entry(events, new CompletableFuture<>());
        }
    }

    Recorder(RolloutPlan plan, Journal journal, RolloutListener listener, Threads threads) {
        this.journal = journal;
        this.listener = listener;
        this.threads = threads;
        var past = journal.events();
        this.state = RolloutState.replay(plan, past);
        this.seq = past.size();
    }

    RolloutState state() {
        return state;
    }

    /** Passes on how far an upload is; nothing is recorded. For every thread. */
    void uploading(HostName host, long sent, long total) {
        listener.uploading(host, sent, total);
    }

    /** Hands an event to the owner and waits until it is synced. For every thread but the owner. */
    void record(RolloutEvent event) throws JournalException {
        var entry = Entry.of(List.of(event));
        inbox.add(entry);
        if (closed) {
            refuseAll();
        }
        threads.aboutToWait(entry.synced()::isDone);
        try {
            entry.synced().join();
        } catch (CompletionException e) {
            throw new JournalException("the journal accepts no more events: " + e.getMessage(), e);
        }
    }

    /** Writes at once. For the owner only. */
    void write(RolloutEvent event) throws JournalException {
        write(List.of(event));
    }

    /** Writes at once, with one sync. For the owner only. */
    void write(List<RolloutEvent> events) throws JournalException {
        if (events.isEmpty()) {
            return;
        }
        journal.append(events);
        for (var event : events) {
            state = state.with(event);
            listener.on(seq++, event, state);
        }
    }

    /** Writes the events that others have handed over so far. For the owner only. */
    void serveWaiting() throws JournalException, InterruptedException {
        serveUntil(CompletableFuture.completedFuture(null));
    }

    /**
     * Serves the inbox until the work is done and nothing is left in it. For the owner only. If it is interrupted meanwhile, the work that was
     * started is still awaited and recorded.
     *
     * @throws InterruptedException when the owner was interrupted
     * @throws JournalException when the journal failed meanwhile; the work has been awaited, and none of it continued without a record
     */
    void serveUntil(CompletableFuture<?> work) throws JournalException, InterruptedException {
        var unused = work.whenComplete((done, failed) -> inbox.add(Entry.of(List.of())));
        var interrupted = false;
        while (!work.isDone() || !inbox.isEmpty()) {
            try {
                threads.aboutToWait(() -> !inbox.isEmpty());
                var group = new ArrayList<Entry>();
                group.add(inbox.take());
                inbox.drainTo(group);
                writeGroup(group);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (death != null) {
            throw death;
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while work on hosts was running; it was awaited");
        }
    }

    private void writeGroup(List<Entry> group) {
        try {
            if (death != null) {
                throw death;
            }
            write(group.stream().flatMap(entry -> entry.events().stream()).toList());
            group.forEach(entry -> entry.synced().complete(null));
        } catch (JournalException e) {
            die(e, group);
        } catch (RuntimeException e) {
            die(new JournalException("an event could not be recorded: " + e, e), group);
        }
    }

    private void die(JournalException cause, List<Entry> group) {
        death = cause;
        group.forEach(entry -> entry.synced().completeExceptionally(cause));
    }

    /** Nothing more is recorded; threads that still wait for a record receive an exception. */
    @Override
    public void close() {
        closed = true;
        refuseAll();
    }

    private void refuseAll() {
        var late = new ArrayList<Entry>();
        inbox.drainTo(late);
        late.forEach(entry -> entry.synced().completeExceptionally(new JournalException("the rollout is over")));
    }
}
