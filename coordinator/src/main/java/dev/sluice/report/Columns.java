package dev.sluice.report;

import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutState;
import java.util.EnumSet;
import java.util.Set;

/** The console column of a host's event. */
final class Columns {
    private static final Set<HostPhase> GOING_BACK =
            EnumSet.of(HostPhase.REVERTING, HostPhase.RESTORED, HostPhase.REVERTED, HostPhase.STUCK);

    private Columns() {}

    static String of(HostEvent event, RolloutState state) {
        if (GOING_BACK.contains(state.host(event.host()).phase())) {
            return "revert";
        }
        return state.batch() == 0 ? "stage" : "batch " + state.batch();
    }
}
