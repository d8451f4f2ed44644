package dev.sluice.engine;

/**
 * The channels through which other processes, other machines and the operating system take part in a rollout.
 *
 * @param requests from other processes on this machine
 * @param copies copies of the record, for other machines
 * @param interruption the signal to end this process
 * @param freeze whether people freeze the fleet meanwhile
 */
public record ControlChannels(Requests requests, RecordCopies copies, Interruption interruption, FreezeCheck freeze) {
    /** Those of a fleet that no one freezes. */
    public ControlChannels(Requests requests, RecordCopies copies, Interruption interruption) {
        this(requests, copies, interruption, FreezeCheck.NONE);
    }
}
