package dev.sluice.plan;

import dev.sluice.inventory.HostName;

/**
 * A target that could not be reached when the plan was made, and that the strategy allows to be left out.
 *
 * @param why in words for people
 */
public record LeftOut(HostName host, String why) {}
