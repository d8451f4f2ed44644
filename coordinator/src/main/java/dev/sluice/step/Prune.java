package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes releases that are not kept, and leftovers of interrupted stagings. The live release always stays, and so do directories that Sluice did not
 * make. What cannot be removed now is tried again by the next prune.
 *
 * @param keep release ids
 * @param back the rollback target
 * @param end what else is done at the end of a rollout; empty to prune only, and to wait for the removal
 */
public record Prune(Lease lease, List<String> keep, Optional<String> back, Optional<End> end)
        implements Step<Prune.Pruned> {
    public Prune {
        keep = List.copyOf(keep);
    }

    /** Prunes only, and waits for the removal. */
    public Prune(Lease lease, List<String> keep, Optional<String> back) {
        this(lease, keep, back, Optional.empty());
    }

    /**
     * The end of a rollout on a host, in one call: releases are marked, others are put out of the way, and the lease is released. Their files are
     * removed after the answer.
     *
     * @param good is marked so
     * @param left by a rollback, and marked so
     * @param actor who marks them
     */
    public record End(String good, Optional<String> left, String actor) {}

    /**
     * Names of directories in {@code releases}.
     *
     * @param removed at the end of a rollout: renamed, and being removed
     * @param left could not be removed completely
     */
    public record Pruned(List<String> removed, List<String> left) {}

    @Override
    public Pruned on(HostSession session) throws StepException, HostException {
        var prune = HostCall.of(HostScripts.PRUNE, lease).with("keep", keep).with("back", back.orElse(""));
        var result = end.map(ending -> ending(prune, ending)).orElse(prune).on(session);
        return new Pruned(ids(result, Gone.YES), ids(result, Gone.NO));
    }

    private static HostCall ending(HostCall prune, End end) {
        return prune.with("good", end.good())
                .with("left", end.left().orElse(""))
                .with("actor", end.actor());
    }

    private enum Gone {
        YES,
        NO
    }

    private static List<String> ids(Answer result, Gone gone) throws HostException {
        var ids = new ArrayList<String>();
        for (var row : result.rows()) {
            if (row.word("removed", Gone.class) == gone) {
                ids.add(row.identifier("id"));
            }
        }
        return ids;
    }
}
