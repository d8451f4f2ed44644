package dev.sluice.engine;

/**
 * How other processes, other machines and the operating system take part in a rollout.
 *
 * @param requests of other processes of this machine
 * @param copies of the record, for other machines
 * @param interruption the end of this process
 */
public record ControlChannels(Requests requests, RecordCopies copies, Interruption interruption) {}
