package dev.sluice.engine;

import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.Outcome;
import dev.sluice.step.RecordCopy;
import java.util.List;

/**
 * What the engine can have done on one host. Each call blocks until it is done or has failed; calls for different hosts come from
 * different threads. Everything is idempotent, and every effect carries the token.
 */
public interface HostWork {
    /** Takes the lease; its token fences out every earlier one. */
    long takeLease(HostPlan host) throws WorkException;

    /** Shows that we are still there. */
    void renewLease(HostPlan host, long token) throws WorkException;

    /** Gives the lease a new token: what was sent with the old one, and may still be on its way, does nothing any more. */
    long changeToken(HostPlan host, long token) throws WorkException;

    /** Brings the release to the host without anyone seeing it, and makes sure that the way back can be proved. */
    Staged stage(HostPlan host, long token) throws WorkException;

    /** The text of {@code current}; empty where there is none. */
    String look(HostPlan host) throws WorkException;

    /** Gets PHP ready for a release before it is switched to. What fails here, the proof will say. */
    void warm(HostPlan host, ReleaseId release, Direction direction);

    /** Replaces the link atomically, if it still is what it is expected to be. */
    void switchLink(HostPlan host, LinkChange change) throws WorkException;

    /** Makes PHP drop the old code and proves that it serves the release. */
    Evidence prove(HostPlan host, ReleaseId release, Direction direction) throws WorkException;

    /** Waits until every health check was passed often enough in a row; returns how many checks there are. */
    int awaitHealth(HostPlan host) throws WorkException;

    /** Asks every health check once. */
    void checkHealth(HostPlan host) throws WorkException;

    /**
     * Runs a task on a host and waits for its end. One that was started before is not started again: its end is awaited, or told. It may
     * outlive our contact to the host, and is then asked for by the same call.
     */
    TaskResult runTask(HostPlan on, long token, TaskOrder order) throws WorkException;

    /** Runs a task on the coordinator's own machine and waits for its end. */
    TaskResult runHere(TaskOrder order) throws WorkException;

    /** Adds to the release and to the live one the files that pages of the other ask for; returns how many were added. */
    int placeAssets(HostPlan host, long token) throws WorkException;

    /** Keeps the lease without end: a rollout that waits for a person. */
    void holdLease(HostPlan host, long token) throws WorkException;

    /** Keeps a copy of the rollout's record on the host, also when the lease was just given back. */
    void keepRecord(HostPlan host, long token, RecordCopy copy) throws WorkException;

    /** Marks the releases, prunes where all went well, and gives the lease back. */
    List<String> conclude(HostPlan host, long token, Conclusion conclusion) throws WorkException;

    /**
     * A release that is on a host.
     *
     * @param bytes sent; 0 where it was there already
     * @param notes what a person should know, such as an endpoint that was placed in the live release
     */
    record Staged(long bytes, List<String> notes) {
        public Staged {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A change of {@code current}.
     *
     * @param from its text now, empty where there is none
     * @param to its text afterwards
     */
    record LinkChange(String from, String to, long token, Direction direction) {
        /** To the release of the rollout. */
        static LinkChange forward(HostPlan host, long token) {
            return new LinkChange(host.from(), host.to().link(), token, Direction.FORWARD);
        }

        /** To what was live before. */
        static LinkChange back(HostPlan host, long token) {
            return new LinkChange(host.to().link(), host.from(), token, Direction.BACK);
        }
    }

    /** What a rollout leaves on a host. */
    enum Conclusion {
        /** The new release is good. */
        KEEP,
        /** The new release is good, and old ones may go. */
        KEEP_AND_PRUNE,
        /** The new release was taken back here, or never went live here: nothing may choose it by itself to go back to. */
        REJECT,
        /** Nothing is known about it. */
        LEAVE;

        static Conclusion of(HostRollout host, Outcome outcome, Purpose purpose) {
            return switch (host.phase()) {
                case HEALTHY -> {
                    var kept = outcome == Outcome.SUCCEEDED ? KEEP_AND_PRUNE : KEEP;
                    yield host.hasFailed() ? LEAVE : kept;
                }
                case REVERTED -> REJECT;
                case STAGED -> purpose == Purpose.STAGE ? LEAVE : REJECT;
                case LEFT_OUT,
                        FAILED,
                        PLANNED,
                        SWITCHING,
                        SWITCHED,
                        PROVED,
                        REVERTING,
                        RESTORED,
                        STUCK,
                        UNKNOWN,
                        DIVERGED -> LEAVE;
            };
        }
    }
}
