package dev.sluice.engine;

/** Port: called at each place where a coordinator could end. It may end the coordinator there, so that tests can check how others recover. */
@FunctionalInterface
public interface FailPoint {
    /**
     * May not return.
     *
     * @param type the event's type, or the name of the {@link HostWork} call
     * @param host its name; empty if no host is involved
     */
    void reached(Place place, String type, String host);

    /** The place, relative to the record. */
    enum Place {
        /** The record is not written yet. */
        BEFORE_RECORD,
        /** The record is synced, and no listener has been notified. */
        AFTER_RECORD,
        /** Something was done on a host, and its outcome is not recorded yet. */
        AFTER_EFFECT
    }
}
