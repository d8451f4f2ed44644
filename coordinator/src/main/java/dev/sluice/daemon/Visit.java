package dev.sluice.daemon;

import dev.sluice.host.Timekeeper;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Ports;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.wiring.Fleets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Work that opens its fleets by itself: those that it has opened, and the thread that it is done on. */
final class Visit implements Fleets, AutoCloseable {
    private final Fleets lent;
    private final Thread thread = Thread.currentThread();
    private final List<Fleet> opened = new ArrayList<>();
    private Optional<String> stopped = Optional.empty();
    private boolean ended;

    /** Made on the thread that works. */
    Visit(Fleets lent) {
        this.lent = lent;
    }

    @Override
    public Fleet fleet(Project project, Scope scope) {
        var fleet = lent.fleet(project, scope);
        enter(fleet);
        return fleet;
    }

    private synchronized void enter(Fleet fleet) {
        opened.add(fleet);
        stopped.ifPresent(fleet.interruption()::by);
    }

    @Override
    public Ports.Records records() {
        return lent.records();
    }

    @Override
    public Timekeeper time() {
        return lent.time();
    }

    /**
     * Leaves a rollout that runs in order, and interrupts everything else.
     *
     * @return whether a rollout is running, which ends first
     */
    synchronized boolean stop(String signal) {
        if (ended) {
            return false;
        }
        stopped = Optional.of(signal);
        var busy = false;
        for (var fleet : opened) {
            busy |= fleet.interruption().by(signal);
        }
        if (!busy) {
            thread.interrupt();
        }
        return busy;
    }

    /** On the same thread, which is free for other work afterwards. */
    @Override
    public synchronized void close() {
        ended = true;
        if (stopped.isPresent()) {
            var unused = Thread.interrupted();
        }
    }
}
