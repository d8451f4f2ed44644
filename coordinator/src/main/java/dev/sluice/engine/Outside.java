package dev.sluice.engine;

/**
 * How other processes and other machines take part in a rollout.
 *
 * @param requests of other processes of this machine
 * @param copies of the record, for other machines
 */
public record Outside(Requests requests, RecordCopies copies) {}
