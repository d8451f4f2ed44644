package dev.sluice.daemon;

import java.time.Duration;

/** What a thread waits on: an alarm ends the wait, and so does the time for its files. */
final class Wakeup {
    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Returns when it was rung since the last time, or after this long. */
    synchronized void await(Duration most) throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        for (var left = most.toNanos(); !rung && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        rung = false;
    }
}
