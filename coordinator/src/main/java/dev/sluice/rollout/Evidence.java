package dev.sluice.rollout;

import java.time.Duration;
import java.util.Map;

/**
 * Why a host counts as proved.
 *
 * @param method how the old code was dropped, such as {@code reset}
 * @param workersProved distinct workers that answered with the release
 * @param workersSeen workers that the pool has, as far as that can be seen; 0 where it cannot
 * @param facts what was measured, such as the restart counters before and after
 */
public record Evidence(String method, int workersProved, int workersSeen, Duration took, Map<String, String> facts) {
    /** Among the facts, with the reason, where the cache was emptied because it had no room. */
    public static final String PLANNED_RESTART = "planned restart";

    /** Among the facts, by which way PHP was asked, where that was not the web server. */
    public static final String ASKED = "asked";

    public Evidence {
        facts = Map.copyOf(facts);
    }
}
