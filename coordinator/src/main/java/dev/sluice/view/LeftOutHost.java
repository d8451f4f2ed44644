package dev.sluice.view;

import dev.sluice.plan.LeftOut;

/**
 * A target that is not part of a rollout.
 *
 * @param disabled by its name; otherwise it could not be reached
 */
public record LeftOutHost(String host, String why, boolean disabled) {
    static LeftOutHost of(LeftOut out) {
        return new LeftOutHost(out.host().value(), out.why(), !out.missed());
    }
}
