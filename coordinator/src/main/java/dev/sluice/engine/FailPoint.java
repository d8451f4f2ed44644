package dev.sluice.engine;

/** Port: is told each place at which a coordinator could end. It may end it there, so that tests see what others make of that. */
@FunctionalInterface
public interface FailPoint {
    /**
     * May not return.
     *
     * @param type the event's type, or the name of {@link HostWork}'s call
     * @param host its name; empty for what is about no host
     */
    void reached(Place place, String type, String host);

    /** Where, as seen from the record. */
    enum Place {
        /** It is not written yet. */
        BEFORE_RECORD,
        /** It is synced, and nobody has been told. */
        AFTER_RECORD,
        /** Something was done on a host, and its outcome is in no record yet. */
        AFTER_EFFECT
    }
}
