package dev.sluice.plan;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long batches took, without their soaks, to estimate how long others will take.
 *
 * @param past batches of earlier rollouts of the same fleet
 */
public record BatchTimes(List<Taken> past) {
    /** Nothing is known. */
    public static final BatchTimes NONE = new BatchTimes(List.of());

    public BatchTimes {
        past = List.copyOf(past);
    }

    /**
     * One batch.
     *
     * @param hosts from 1
     */
    public record Taken(int hosts, Duration time) {}

    /**
     * The time that a batch will probably take: that of the slowest one that had as many hosts, or more. If all had fewer, the largest one counts, and
     * its time grows with the number of hosts. Empty if nothing is known.
     */
    public Optional<Duration> of(int hosts) {
        var asLarge = past.stream()
                .filter(batch -> batch.hosts() >= hosts)
                .map(Taken::time)
                .max(Comparator.naturalOrder());
        return asLarge.or(() -> past.stream()
                .max(Comparator.comparing(Taken::hosts).thenComparing(Taken::time))
                .map(largest -> largest.time().multipliedBy(hosts).dividedBy(largest.hosts())));
    }
}
