package dev.sluice.rollout;

/** How far one host got. */
public enum HostPhase {
    PLANNED(Link.BEFORE),
    STAGED(Link.BEFORE),
    /** Told to switch; whether it did is not known yet. */
    SWITCHING(Link.IN_DOUBT),
    SWITCHED(Link.AFTER),
    PROVED(Link.AFTER),
    HEALTHY(Link.AFTER),
    /** Told to switch back; whether it did is not known yet. */
    REVERTING(Link.IN_DOUBT),
    /** The link is back; that the former release is served is not proved yet. */
    RESTORED(Link.BEFORE),
    REVERTED(Link.BEFORE),
    /** Failed before it was switched. */
    FAILED(Link.BEFORE),
    /** Could not be reached before the first switch; the strategy allows to go on without it. */
    LEFT_OUT(Link.BEFORE),
    /** Could not be put back. */
    STUCK(Link.IN_DOUBT),
    /** Contact was lost in the middle of a switch, and could not be had again. */
    UNKNOWN(Link.IN_DOUBT),
    /** Somebody else changed the link; left alone. */
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

    /** The host is certainly where it was before the rollout. */
    public boolean asBefore() {
        return link == Link.BEFORE;
    }

    /** The link certainly names the new release. */
    public boolean switched() {
        return link == Link.AFTER;
    }

    /** A rollout that ends with a host like this has not left every host as it was: the link is new or in doubt, or what PHP serves is. */
    public boolean mixes() {
        return switched() || link == Link.IN_DOUBT || this == RESTORED;
    }

    /** Nothing but a person moves it from here. */
    public boolean needsPerson() {
        return this == STUCK || this == UNKNOWN || this == DIVERGED;
    }
}
