package dev.sluice.operation;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.Rollouts;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.HoldDeadline;
import java.util.Optional;

/** What became of an operation on a rollout. */
public sealed interface RolloutResult {
    /**
     * It was run to its end, or until it waits.
     *
     * @param signal that ended this process while it ran, such as {@code SIGTERM}
     */
    record Ran(Rollouts.Ended ended, Optional<String> signal) implements RolloutResult {}

    /**
     * The release is live on every host already.
     *
     * @param prepared empty where hosts were compared with the fleet's release only
     */
    record AlreadyLive(ReleaseId release, Optional<PreparedRollout> prepared) implements RolloutResult {}

    /** No rollout of the fleet is open. */
    record NoneOpen(FleetName fleet) implements RolloutResult {}

    /** The rollout had ended before. */
    record Over(RecordedRollout record) implements RolloutResult {}

    /** The rollout waits for a person already. */
    record WaitsAlready(RolloutId id) implements RolloutResult {}

    /** No one promoted the rollout in time, and it waits until a person ends it. */
    record Expired(RecordedRollout record, HoldDeadline deadline) implements RolloutResult {}

    /** The process of this machine that runs the rollout was asked, and has recorded it. */
    record Asked(RolloutId id) implements RolloutResult {}
}
