package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import dev.sluice.rollout.Failure;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hosts where another account than the deploy user may write the code of the site. No release begins there; a rollback, which makes nothing
 * worse, does.
 */
public final class OpenCode {
    private OpenCode() {}

    public static Map<HostName, Failure> failures(Survey survey) {
        var failures = new TreeMap<HostName, Failure>();
        survey.facts().forEach((host, facts) -> Blocker.open(facts)
                .ifPresent(blocker -> failures.put(host, blocker.failure())));
        return failures;
    }
}
