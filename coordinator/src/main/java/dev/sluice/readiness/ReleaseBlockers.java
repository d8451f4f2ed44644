package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import dev.sluice.rollout.Failure;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hosts where no new release begins: another account may write the site's code, or a shared path is not what the playbook declares. A rollback,
 * which makes nothing worse, does.
 */
public final class ReleaseBlockers {
    private ReleaseBlockers() {}

    public static Map<HostName, Failure> failures(Survey survey) {
        var failures = new TreeMap<HostName, Failure>();
        survey.facts().forEach((host, facts) -> Blocker.failure(Blocker.ofRelease(facts))
                .ifPresent(failure -> failures.put(host, failure)));
        return failures;
    }
}
