package dev.sluice.rollout;

import java.util.Collection;

/**
 * How many hosts of a rollout are as it asks for before each step on each of them: counted once for each change, because to count anew each time would
 * take minutes for ten thousand hosts.
 *
 * @param failed whatever happened to them afterwards
 * @param away do not serve one release to visitors without a known problem
 * @param undecided have a task whose outcome is unknown
 * @param refused refused a lease
 * @param leftOut were left out
 */
record HostTally(int failed, int away, int undecided, int refused, int leftOut) {
    private static final HostTally NONE = new HostTally(0, 0, 0, 0, 0);

    static HostTally of(Collection<HostRollout> hosts) {
        return hosts.stream().map(HostTally::of).reduce(NONE, HostTally::plus);
    }

    private static HostTally of(HostRollout host) {
        return new HostTally(
                one(host.hasFailed()),
                one(!host.available()),
                one(host.hasUnknownTask()),
                one(host.refusedLease()),
                one(host.phase() == HostPhase.LEFT_OUT));
    }

    private static int one(boolean applies) {
        return applies ? 1 : 0;
    }

    private HostTally plus(HostTally other) {
        return new HostTally(
                failed + other.failed,
                away + other.away,
                undecided + other.undecided,
                refused + other.refused,
                leftOut + other.leftOut);
    }

    private HostTally minus(HostTally other) {
        return plus(new HostTally(-other.failed, -other.away, -other.undecided, -other.refused, -other.leftOut));
    }

    /** After a host became another. */
    HostTally with(HostRollout before, HostRollout after) {
        return minus(of(before)).plus(of(after));
    }
}
