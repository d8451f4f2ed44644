package dev.sluice.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Requests in memory, of one rollout. */
final class MemoryRequests implements Requests {
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private int asked;
    private volatile boolean failing;

    void fail() {
        failing = true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public synchronized Waiting ask(Path record, Request request) {
        var made = new Waiting(Integer.toString(asked++), request);
        waiting.add(made);
        return made;
    }

    @Override
    public boolean isWaiting(Path record, Waiting request) {
        return waiting.contains(request);
    }

    @Override
    public Heard waiting(Path record) throws JournalException {
        if (failing) {
            failing = false;
            throw new JournalException("the disk is gone, for once");
        }
        return new Heard(waiting, List.of());
    }

    @Override
    public void done(Path record, Waiting request) {
        waiting.remove(request);
    }
}
