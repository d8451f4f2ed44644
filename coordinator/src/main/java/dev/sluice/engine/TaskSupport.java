package dev.sluice.engine;

import dev.sluice.document.SecretSource;

/**
 * The adapters that running tasks needs, behind their ports.
 *
 * @param secrets for the variables of tasks, fetched when a task runs
 * @param local runs tasks on the coordinator's machine
 * @param logs store the output of tasks
 */
public record TaskSupport(SecretSource secrets, LocalTasks local, HostLogs logs) {}
