package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import java.util.List;
import java.util.Optional;

/**
 * A reviewed plan together with the state that it was made for: it runs only while that state is unchanged.
 *
 * @param project the id in the inventory; empty if it has none
 * @param artifact empty for a release that is already staged
 * @param hosts the state that each host reported
 * @param inventory SHA-256 of the file
 * @param playbook SHA-256 of the file
 */
public record BoundPlan(
        String project,
        RolloutPlan plan,
        Optional<Source> artifact,
        List<HostState> hosts,
        String inventory,
        String playbook) {
    public BoundPlan {
        hosts = List.copyOf(hosts);
    }

    /**
     * What the release is made from.
     *
     * @param path absolute
     * @param sha256 of its bytes; empty for a directory, which is identified by the manifest's digest
     */
    public record Source(String path, Optional<String> sha256) {}

    /**
     * The state that a host reported.
     *
     * @param link the text of {@code current}
     * @param id of the directory on the host; empty before its first release
     * @param digest of the live release
     */
    public record HostState(HostName host, String link, Optional<String> id, String digest) {}
}
