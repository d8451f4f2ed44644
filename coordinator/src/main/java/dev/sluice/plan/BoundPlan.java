package dev.sluice.plan;

import dev.sluice.inventory.HostName;
import java.util.List;
import java.util.Optional;

/**
 * A plan that somebody looked at, and the world it was made for: it is run in that world only.
 *
 * @param project the id in the inventory; empty where it has none
 * @param artifact empty for a release that is staged already
 * @param hosts what each host said
 * @param inventory SHA-256 of the file
 * @param playbook SHA-256 of the file
 */
public record BoundPlan(
        String project,
        RolloutPlan plan,
        Optional<Source> artifact,
        List<Said> hosts,
        String inventory,
        String playbook) {
    public BoundPlan {
        hosts = List.copyOf(hosts);
    }

    /**
     * What the release is made from.
     *
     * @param path absolute
     * @param sha256 of its bytes; empty for a directory, where the manifest's digest has to do
     */
    public record Source(String path, Optional<String> sha256) {}

    /**
     * What a host said.
     *
     * @param link the text of {@code current}
     * @param id of the directory on the host; empty before its first release
     * @param digest of the live release
     */
    public record Said(HostName host, String link, Optional<String> id, String digest) {}
}
