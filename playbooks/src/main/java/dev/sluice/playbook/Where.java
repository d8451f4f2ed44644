package dev.sluice.playbook;

import dev.sluice.inventory.HostName;

/** The machine that a task runs on. */
public sealed interface Where {
    /** Each host that the task is for. */
    record EachHost() implements Where {}

    /** The machine of the coordinator. */
    record Coordinator() implements Where {}

    /** One host by its name. */
    record OneHost(HostName name) implements Where {}
}
