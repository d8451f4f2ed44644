package dev.sluice.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What happened in a simulation, and the first promise that was broken. */
final class SimulationLog {
    private static final int KEPT = 40;

    private final Deque<Line> last = new ArrayDeque<>();
    private final boolean whole;
    private Supplier<Duration> clock = () -> Duration.ZERO;
    private Optional<String> broken = Optional.empty();

    private record Line(Duration at, String what, Object one, Object other) {
        @Override
        public String toString() {
            return "%9.3f ".formatted(at.toMillis() / 1000.0) + what + " " + one + " " + other;
        }
    }

    /** @param whole keeps all of it, else the last lines */
    SimulationLog(boolean whole) {
        this.whole = whole;
    }

    void clock(Supplier<Duration> given) {
        clock = given;
    }

    /** @param one something that never changes, like the other */
    void step(String what, Object one, Object other) {
        last.add(new Line(clock.get(), what, one, other));
        if (!whole && last.size() > KEPT) {
            last.poll();
        }
    }

    /** A promise is broken: the first one is what is told. */
    void breaks(String promise, String how) {
        step("BROKEN", promise, how);
        if (broken.isEmpty()) {
            broken = Optional.of(promise + ": " + how);
        }
    }

    Optional<String> broken() {
        return broken;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        last.forEach(line -> lines.add(line.toString()));
        return lines;
    }
}
