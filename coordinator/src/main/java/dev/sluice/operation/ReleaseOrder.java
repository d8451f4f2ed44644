package dev.sluice.operation;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Waiver;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Fit;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.Waivers;
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
 * @param starter who starts it, which decides what has to fit into the window where the playbook leaves it open
 */
public record ReleaseOrder(
        Optional<ArtifactLocation> artifact,
        Provenance.Digest digest,
        Optional<ReleaseId> id,
        List<Waiver> waivers,
        Optional<Integer> until,
        Starter starter) {
    public ReleaseOrder {
        waivers = List.copyOf(waivers);
    }

    /** One that a person starts. */
    public ReleaseOrder(
            Optional<ArtifactLocation> artifact,
            Provenance.Digest digest,
            Optional<ReleaseId> id,
            List<Waiver> waivers,
            Optional<Integer> until) {
        this(artifact, digest, id, waivers, until, Starter.PERSON);
    }

    /** Who starts a rollout. */
    enum Starter {
        /** Who can see that a window closes: each batch has to fit. */
        PERSON,
        /** No person is present when the window closes: all of the rollout has to fit. */
        SCHEDULE
    }

    /** The playbook with what is waived left out, and with what has to fit into its window. */
    Playbook of(Playbook playbook) throws RefusedException {
        var applied = new Waivers(waivers).applyTo(playbook);
        return starter == Starter.PERSON
                ? applied
                : applied.asking(applied.health(), applied.window().map(ReleaseOrder::whole));
    }

    private static ReleaseWindow whole(ReleaseWindow window) {
        return window.fit() == Fit.ON ? window.withFit(Fit.ROLLOUT) : window;
    }
}
