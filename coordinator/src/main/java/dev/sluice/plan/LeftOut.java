package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import java.util.Optional;

/**
 * A target that is not part of the rollout.
 *
 * @param why the reason, for people
 * @param cause empty if it could not be reached when the plan was made, which the strategy allows
 */
public record LeftOut(HostName host, String why, Optional<Cause> cause) {
    /** Why else a host is left out. */
    public enum Cause {
        /** A person disabled it by its name. */
        DISABLED
    }

    /** One that could not be reached. */
    public LeftOut(HostName host, String why) {
        this(host, why, Optional.empty());
    }

    /** One that a person disabled. */
    public static LeftOut disabled(HostName host, String why) {
        return new LeftOut(host, why, Optional.of(Cause.DISABLED));
    }

    /** It counts as a target that could not be reached. */
    public boolean missed() {
        return cause.isEmpty();
    }
}
