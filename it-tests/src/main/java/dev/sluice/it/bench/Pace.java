package dev.sluice.it.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** When the hosts of a fleet were done, one after the other. */
record Pace(List<Instant> done) {
    static Pace of(Collection<Instant> done) {
        return new Pace(done.stream().sorted().toList());
    }

    /**
     * Seconds for each host.
     *
     * @param after so many hosts were done before
     * @param last the number of the last one, from 1
     */
    double secondsOfAHost(int after, int last) {
        if (after < 1 || last <= after || last > done.size()) {
            throw new IllegalArgumentException(done.size() + " hosts are done, asked for " + after + " to " + last);
        }
        return Duration.between(done.get(after - 1), done.get(last - 1)).toNanos() / 1e9 / (last - after);
    }
}
