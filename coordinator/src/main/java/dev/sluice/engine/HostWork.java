package dev.sluice.engine;

import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.Outcome;
import dev.sluice.step.RecordCopy;
import java.util.List;

/**
 * The work that the engine can do on one host. Each call blocks until it is done or has failed; calls for different hosts come from different
 * threads. Every call is idempotent, and every effect carries the token.
 */
public interface HostWork {
    /** Takes the lease; its token fences out every earlier one. */
    long takeLease(HostPlan host) throws WorkException;

    /** Extends the lease. */
    void renewLease(HostPlan host, long token) throws WorkException;

    /** Gives the lease a new token: a command that was sent with the old one, and may still be on its way, no longer has an effect. */
    long changeToken(HostPlan host, long token) throws WorkException;

    /** Stages the release on the host without serving it, and verifies the rollback target. */
    Staged stage(HostPlan host, long token) throws WorkException;

    /** The same, with a listener for how far the upload is. */
    default Staged stage(HostPlan host, long token, UploadListener uploading) throws WorkException {
        return stage(host, token);
    }

    /** Returns the text of {@code current}; empty if there is no such link. */
    String readLink(HostPlan host) throws WorkException;

    /** Prepares PHP for a release before the switch. A failure here shows up in the proof. */
    void warm(HostPlan host, ReleaseId release, Direction direction);

    /** Refuses a release that PHP cannot read. */
    void refuseUnreadable(HostPlan host) throws WorkException;

    /** Replaces the link atomically, if it still has the expected text. */
    void switchLink(HostPlan host, LinkChange change) throws WorkException;

    /** Makes PHP drop the old code and proves that it serves the release. */
    Evidence prove(HostPlan host, ReleaseId release, Direction direction) throws WorkException;

    /** Waits until every health check has passed often enough in a row; returns the number of checks. */
    int awaitHealth(HostPlan host) throws WorkException;

    /** Runs every health check once. */
    void checkHealth(HostPlan host) throws WorkException;

    /**
     * Runs a task on a host and waits for its end. A task that was started before is not started again: the call waits for its end, or returns its
     * result. A task may outlive the connection to the host; the same call then retrieves its result.
     */
    TaskResult runTask(HostPlan on, long token, TaskOrder order) throws WorkException;

    /** Runs a task on the coordinator's own machine and waits for its end. */
    TaskResult runHere(TaskOrder order) throws WorkException;

    /** Adds to the new and to the live release the files that pages of the other one request; returns how many were added. */
    int placeAssets(HostPlan host, long token) throws WorkException;

    /** Keeps the lease without a time limit, for a rollout that waits for a person. */
    void holdLease(HostPlan host, long token) throws WorkException;

    /** Stores a copy of the rollout's record on the host, even if the lease was just released. */
    void keepRecord(HostPlan host, long token, RecordCopy copy) throws WorkException;

    /**
     * Reads what was written to the site's logs since the host's last switch. Takes a few seconds at most, and never fails: what could not be read is
     * noted.
     */
    default List<Excerpt> siteLogs(HostPlan host) {
        return List.of();
    }

    /** Marks the releases, prunes if everything succeeded, and releases the lease. */
    List<String> conclude(HostPlan host, long token, Conclusion conclusion) throws WorkException;

    /**
     * A release that is on a host.
     *
     * @param bytes sent; 0 if the host already had the release
     * @param notes for people, such as that an endpoint was placed in the live release
     */
    record Staged(long bytes, List<String> notes) {
        public Staged {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A change of {@code current}.
     *
     * @param from its text now, empty if there is no link
     * @param to its text afterwards
     */
    record LinkChange(String from, String to, long token, Direction direction) {
        /** To the release of the rollout. */
        static LinkChange forward(HostPlan host, long token) {
            return new LinkChange(host.from(), host.to().link(), token, Direction.FORWARD);
        }

        /** To the release that was live before. */
        static LinkChange back(HostPlan host, long token) {
            return new LinkChange(host.to().link(), host.from(), token, Direction.BACK);
        }
    }

    /** What a rollout leaves on a host. */
    enum Conclusion {
        /** The new release is good. */
        KEEP,
        /** The new release is good, and old ones may be removed. */
        KEEP_AND_PRUNE,
        /** The new release was reverted on this host, or never went live on it: it is never chosen automatically as a rollback target. */
        REJECT,
        /** The state of the new release is not known. */
        LEAVE;

        static Conclusion of(HostRollout host, Outcome outcome, Purpose purpose) {
            return switch (host.phase()) {
                case HEALTHY -> {
                    if (purpose == Purpose.REFRESH) {
                        yield LEAVE;
                    }
                    var kept = outcome == Outcome.SUCCEEDED ? KEEP_AND_PRUNE : KEEP;
                    yield host.hasFailed() ? LEAVE : kept;
                }
                case REVERTED -> REJECT;
                case STAGED -> purpose == Purpose.STAGE || purpose == Purpose.REFRESH ? LEAVE : REJECT;
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
