package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.ReleaseTree.Directory;
import dev.sluice.step.CompareContent.Compared;
import java.util.List;
import java.util.Optional;

/**
 * The content of a release, compared with what the hosts have.
 *
 * @param directories of the artifact's top; empty without an artifact
 * @param cautions what is likely a mistake
 * @param serving hosts that serve the same content now, whatever its id
 * @param staged hosts that have the release already
 * @param differences one for each release that is live
 */
public record PlannedContent(
        List<Directory> directories,
        List<String> cautions,
        List<HostName> serving,
        List<HostName> staged,
        List<Difference> differences) {
    public PlannedContent {
        directories = List.copyOf(directories);
        cautions = List.copyOf(cautions);
        serving = List.copyOf(serving);
        staged = List.copyOf(staged);
        differences = List.copyOf(differences);
    }

    /**
     * What changes for the hosts that serve one release.
     *
     * @param asked the host whose answer it is
     * @param compared empty where it is not known: the host has no manifest of its live release, or gave no answer
     */
    public record Difference(ReleaseId live, List<HostName> hosts, HostName asked, Optional<Compared> compared) {
        public Difference {
            hosts = List.copyOf(hosts);
        }
    }
}
