package dev.sluice.view;

import dev.sluice.document.Problem;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.PreparedRollout;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import java.util.List;
import java.util.Optional;

/**
 * {@code sluice plan}.
 *
 * @param bytes of all files together
 * @param adoptions hosts whose live release is adopted first: it receives a marker, and the endpoint
 * @param opcache how PHP takes up the release, why so, and the room in its cache; hosts are named where they differ
 * @param notes what was put right in the artifact
 * @param notYet keys of the two files that have no effect yet
 */
public record PlanListing(
        String fleet,
        String release,
        String digest,
        int files,
        long bytes,
        List<Step> batches,
        List<LeftOutHost> leftOut,
        List<String> adoptions,
        List<String> opcache,
        List<String> notes,
        List<String> notYet)
        implements Listing {
    public PlanListing {
        batches = List.copyOf(batches);
        leftOut = List.copyOf(leftOut);
        adoptions = List.copyOf(adoptions);
        opcache = List.copyOf(opcache);
        notes = List.copyOf(notes);
        notYet = List.copyOf(notYet);
    }

    /** One batch. */
    public record Step(int number, long soakSeconds, List<Entry> hosts) {
        public Step {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * One host.
     *
     * @param from the text of the link; null when there is none
     * @param previous the release to go back to
     */
    public record Entry(String host, Optional<String> from, String to, Optional<String> previous) {}

    public static PlanListing of(PreparedRollout prepared) {
        var plan = prepared.plan();
        var release = plan.release();
        return new PlanListing(
                plan.fleet(),
                release.id().value(),
                release.digest(),
                release.files(),
                release.bytes(),
                plan.batches().stream().map(batch -> step(plan, batch)).toList(),
                plan.leftOut().stream().map(LeftOutHost::of).toList(),
                prepared.adoptions().stream().map(HostName::value).toList(),
                prepared.rollbackTargets().methods(),
                prepared.notes(),
                prepared.notYet().stream().map(Problem::toString).toList());
    }

    private static Step step(RolloutPlan plan, Batch batch) {
        return new Step(
                batch.number(),
                batch.soak().toSeconds(),
                batch.hosts().stream().map(host -> entry(plan.host(host))).toList());
    }

    private static Entry entry(HostPlan host) {
        return new Entry(
                host.name().value(),
                Optional.of(host.from()).filter(link -> !link.isEmpty()),
                host.to().link(),
                host.previous().map(ReleaseId::value));
    }
}
