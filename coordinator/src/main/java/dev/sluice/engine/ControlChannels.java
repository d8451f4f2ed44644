package dev.sluice.engine;

/**
 * The channels through which other processes, other machines and the operating system take part in a rollout.
 *
 * @param requests from other processes on this machine
 * @param copies copies of the record, for other machines
 * @param interruption the signal to end this process
 */
public record ControlChannels(Requests requests, RecordCopies copies, Interruption interruption) {}
