package dev.sluice.it.traffic;

import java.time.Duration;
import java.util.stream.Stream;

/** How long answers took: each percentile is the time of a real answer (nearest rank). All zero of none. */
public record Latency(long count, Duration median, Duration p90, Duration p99, Duration worst) {
    static Latency of(Stream<Answer> answers) {
        long[] micros = answers.mapToLong(answer -> answer.took().toNanos() / 1000)
                .sorted()
                .toArray();
        return new Latency(micros.length, rank(micros, 50), rank(micros, 90), rank(micros, 99), rank(micros, 100));
    }

    private static Duration rank(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int index = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
        return Duration.ofNanos(1000 * sorted[index]);
    }

    @Override
    public String toString() {
        return "%d answers: median %s, p90 %s, p99 %s, worst %s"
                .formatted(count, millis(median), millis(p90), millis(p99), millis(worst));
    }

    private static String millis(Duration duration) {
        return "%.1f ms".formatted(duration.toNanos() / 1e6);
    }
}
