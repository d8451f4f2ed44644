package dev.sluice.operation;

import dev.sluice.artifact.Provenance;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Waiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be released.
 *
 * @param artifact empty for a release that every host has already, by its id
 * @param digest whether a digest file has to lie beside the artifact
 * @param id the release's; empty lets the coordinator give one
 * @param waivers what of the playbook is waived
 * @param until the batch after which a person is waited for
 */
public record ReleaseOrder(
        Optional<Path> artifact,
        Provenance.Digest digest,
        Optional<ReleaseId> id,
        List<Waiver> waivers,
        Optional<Integer> until) {
    public ReleaseOrder {
        waivers = List.copyOf(waivers);
    }
}
