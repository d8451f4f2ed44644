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
 */
public record Prune(Lease lease, List<String> keep, Optional<String> back) implements Step<Prune.Pruned> {
    public Prune {
        keep = List.copyOf(keep);
    }

    /**
     * Names of directories in {@code releases}.
     *
     * @param left could not be removed completely
     */
    public record Pruned(List<String> removed, List<String> left) {}

    @Override
    public Pruned on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.PRUNE, lease)
                .with("keep", keep)
                .with("back", back.orElse(""))
                .on(session);
        return new Pruned(ids(result, Gone.YES), ids(result, Gone.NO));
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
