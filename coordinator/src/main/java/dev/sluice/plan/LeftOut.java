package dev.sluice.plan;

import dev.sluice.inventory.HostName;

/**
 * A target that could not be reached when the plan was made, and that the strategy allows to leave out.
 *
 * @param why the reason, for people
 */
public record LeftOut(HostName host, String why) {}
