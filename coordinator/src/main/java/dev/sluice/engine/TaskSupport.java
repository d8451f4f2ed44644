package dev.sluice.engine;

import dev.sluice.document.SecretSource;

/**
 * What running tasks needs: the adapters behind their ports.
 *
 * @param secrets for the variables of tasks, fetched when one is run
 * @param local runs tasks on the coordinator's machine
 * @param logs keep what tasks write
 */
public record TaskSupport(SecretSource secrets, LocalTasks local, HostLogs logs) {}
