package dev.sluice.it.bench;

import dev.sluice.it.fleet.Command;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All sides in turn, each round in the reverse order of the one before. What a side left in the machine's memory is on disk before the next
 * one's time begins.
 *
 * @param before done before each round but the one with the number 0, outside of every time
 */
record Turns(List<Side> sides, Runnable before, PrintStream progress) {
    /** The round 0, which is not measured: there is nothing before it. */
    void begin() {
        round(0);
    }

    /**
     * Measures some rounds, the first of them 1 and more.
     *
     * @param unmeasured rounds that are done first
     */
    Map<Side, Figures> measure(int unmeasured, int rounds) {
        var times = new LinkedHashMap<Side, List<Duration>>();
        for (int number = 1; number <= unmeasured + rounds; number++) {
            before.run();
            for (var one : round(number).entrySet()) {
                if (number > unmeasured) {
                    times.computeIfAbsent(one.getKey(), side -> new ArrayList<>())
                            .add(one.getValue());
                }
            }
        }
        var figures = new LinkedHashMap<Side, Figures>();
        sides.forEach(side -> figures.put(side, new Figures(times.getOrDefault(side, List.of()))));
        return figures;
    }

    private Map<Side, Duration> round(int number) {
        var order = new ArrayList<>(sides);
        if (number % 2 == 1) {
            Collections.reverse(order);
        }
        var times = new LinkedHashMap<Side, Duration>();
        for (var side : order) {
            side.prepare(number);
            Command.run(List.of("sync"));
            var took = side.run(number);
            progress.printf("round %d: %s %.2f s%n", number, side.name(), took.toMillis() / 1e3);
            times.put(side, took);
        }
        return times;
    }
}
