package dev.sluice.rollout;

import java.time.Duration;
import java.util.Map;

/**
 * Why a host counts as proved.
 *
 * @param method how the old code was dropped, such as {@code reset}
 * @param workersProved distinct workers that answered with the release
 * @param workersSeen workers in the pool, as far as they are visible; 0 if they are not
 * @param facts what was measured, such as the restart counters before and after
 */
public record Evidence(String method, int workersProved, int workersSeen, Duration took, Map<String, String> facts) {
    /** The fact that the cache was emptied because it was full, with the reason. */
    public static final String PLANNED_RESTART = "planned restart";

    /** The fact that names scripts outside of the release, or edited in it, that PHP had compiled as they were before. */
    public static final String CHANGED = "changed scripts";

    /** The fact that names how PHP was queried, if not through the web server. */
    public static final String ASKED = "asked";

    public Evidence {
        facts = Map.copyOf(facts);
    }
}
