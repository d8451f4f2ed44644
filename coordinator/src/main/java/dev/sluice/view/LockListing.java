package dev.sluice.view;

import java.util.List;
import java.util.Optional;

/** {@code sluice lock}. */
public record LockListing(String fleet, List<Entry> hosts) implements Listing {
    public LockListing {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host.
     *
     * @param lock what holds it: a rollout's id, or that of a lock made by hand; null when nothing does
     * @param kind rollout or hand
     * @param owner who, and for a lock made by hand why
     * @param ageSeconds since it was taken or renewed, by the host's clock
     * @param ttlSeconds 0 is without end
     * @param holds whether it keeps others out; one that ran out does not
     * @param note why the host could not be asked
     */
    public record Entry(
            String host,
            Optional<String> lock,
            Optional<String> kind,
            Optional<String> owner,
            Optional<Long> ageSeconds,
            Optional<Long> ttlSeconds,
            boolean holds,
            Optional<String> note) {}
}
