package dev.sluice.daemon;

import dev.sluice.operation.Front;
import dev.sluice.operation.RolloutResult;
import java.util.List;

/** Where the rollouts of one site are reported, as long as the daemon lives. */
public interface SiteFront extends Front {
    /** What became of rollouts that were run. */
    void ended(List<RolloutResult> results);
}
