package dev.sluice.engine;

import java.time.Duration;

/** A task that was started on a host. */
final class SimulatedTask {
    private final Duration ends;
    private final int exit;
    private boolean lost;

    SimulatedTask(Duration ends, int exit) {
        this.ends = ends;
        this.exit = exit;
    }

    Duration ends() {
        return ends;
    }

    int exit() {
        return exit;
    }

    /** Nobody knows how it ended. */
    boolean isLost() {
        return lost;
    }

    void diesAt(Duration now) {
        lost |= now.compareTo(ends) < 0;
    }

    void lose() {
        lost = true;
    }
}
