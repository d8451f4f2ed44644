package dev.sluice.view;

import dev.sluice.operation.LockOperation.Holder;
import dev.sluice.readiness.HandLock;
import dev.sluice.step.HostFacts.LeaseFacts;
import java.util.List;
import java.util.Optional;

/** {@code sluice lock}. */
public record LockListing(String fleet, List<Entry> hosts) implements Listing {
    private static final int MOST_OF_AN_OWNER = 120;

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

    public static LockListing of(String fleet, List<Holder> holders) {
        return new LockListing(fleet, holders.stream().map(LockListing::entry).toList());
    }

    private static Entry entry(Holder holder) {
        var lease = holder.lease();
        return new Entry(
                holder.host().value(),
                lease.map(LeaseFacts::rollout),
                lease.map(some -> some.rollout().startsWith(HandLock.PREFIX) ? "hand" : "rollout"),
                lease.map(LockListing::owner),
                lease.map(some -> some.age().toSeconds()),
                lease.map(some -> some.ttl().toSeconds()),
                lease.filter(LeaseFacts::alive).isPresent(),
                holder.note());
    }

    /** Who, shortened. */
    public static String owner(LeaseFacts lease) {
        return lease.owner().shown(MOST_OF_AN_OWNER);
    }
}
