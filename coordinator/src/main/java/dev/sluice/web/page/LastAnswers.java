package dev.sluice.web.page;

import dev.sluice.plan.FleetName;
import java.util.Optional;

/** Port: what the hosts of a site answered when something asked them last. */
@FunctionalInterface
public interface LastAnswers {
    /** Where nothing asks hosts. */
    LastAnswers NONE = fleet -> Optional.empty();

    Optional<LiveAnswer> of(FleetName fleet);
}
