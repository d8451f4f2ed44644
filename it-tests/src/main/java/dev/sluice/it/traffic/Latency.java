package dev.sluice.it.traffic;

import java.time.Duration;
import java.util.stream.Stream;

/** How long visitors waited, from when their requests were due: each percentile is the time of a real answer (nearest rank). All zero of none. */
public record Latency(long count, Duration median, Duration p90, Duration p99, Duration p999, Duration worst) {
    static Latency of(Stream<Answer> answers) {
        long[] micros = answers.mapToLong(answer -> answer.waited().toNanos() / 1000)
                .sorted()
                .toArray();
        return new Latency(
                micros.length,
                rank(micros, 500),
                rank(micros, 900),
                rank(micros, 990),
                rank(micros, 999),
                rank(micros, 1000));
    }

    private static Duration rank(long[] sorted, int permille) {
        if (sorted.length == 0) {
            return Duration.ZERO;
        }
        int index = (int) Math.ceil(sorted.length * permille / 1000.0) - 1;
        return Duration.ofNanos(1000 * sorted[index]);
    }

    @Override
    public String toString() {
        return "%d answers: median %s, p90 %s, p99 %s, p99.9 %s, worst %s"
                .formatted(count, millis(median), millis(p90), millis(p99), millis(p999), millis(worst));
    }

    private static String millis(Duration duration) {
        return "%.1f ms".formatted(duration.toNanos() / 1e6);
    }
}
