package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.PlanDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. */
final class VirtualTime implements Timekeeper {
    private Duration elapsed = Duration.ZERO;
    private final List<Duration> pauses = new ArrayList<>();

    @Override
    public synchronized Instant now() {
        return PlanDraft.AT.plus(elapsed);
    }

    @Override
    public synchronized Duration elapsed() {
        return elapsed;
    }

    @Override
    public synchronized void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while pausing");
        }
        pauses.add(duration);
        pass(duration);
    }

    synchronized void pass(Duration duration) {
        elapsed = elapsed.plus(duration);
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
