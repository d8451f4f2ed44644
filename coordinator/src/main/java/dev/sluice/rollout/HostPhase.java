package dev.sluice.rollout;

/** The progress of one host. */
public enum HostPhase {
    PLANNED(Link.BEFORE),
    STAGED(Link.BEFORE),
    /** The switch was sent; its outcome is not known yet. */
    SWITCHING(Link.IN_DOUBT),
    SWITCHED(Link.AFTER),
    PROVED(Link.AFTER),
    HEALTHY(Link.AFTER),
    /** The switch back was sent; its outcome is not known yet. */
    REVERTING(Link.IN_DOUBT),
    /** The link is reverted; it is not proved yet that the former release is served. */
    RESTORED(Link.BEFORE),
    REVERTED(Link.BEFORE),
    /** Failed before it was switched. */
    FAILED(Link.BEFORE),
    /** Could not be reached before the first switch; the strategy allows the rollout to continue without it. */
    LEFT_OUT(Link.BEFORE),
    /** Could not be reverted. */
    STUCK(Link.IN_DOUBT),
    /** Contact was lost in the middle of a switch, and could not be restored. */
    UNKNOWN(Link.IN_DOUBT),
    /** Another process or operator changed the link; the host is left as it is. */
    DIVERGED(Link.FOREIGN);

    private enum Link {
        BEFORE,
        IN_DOUBT,
        AFTER,
        FOREIGN
    }

    private final Link link;

    HostPhase(Link link) {
        this.link = link;
    }

    /** The host's link is certainly as it was before the rollout. */
    public boolean asBefore() {
        return link == Link.BEFORE;
    }

    /** The link certainly names the new release. */
    public boolean switched() {
        return link == Link.AFTER;
    }

    /**
     * A rollout that ends with a host in this phase has not left every host as it was: the link is new or in doubt, or it is in doubt what PHP
     * serves.
     */
    public boolean mixes() {
        return switched() || link == Link.IN_DOUBT || this == RESTORED;
    }

    /** Only a person can move the host out of this phase. */
    public boolean needsPerson() {
        return this == STUCK || this == UNKNOWN || this == DIVERGED;
    }
}
