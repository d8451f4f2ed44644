package dev.sluice.engine;

import dev.sluice.engine.FailPoint.Place;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Excerpt;
import dev.sluice.step.RecordCopy;
import java.util.List;

/** Work on hosts that calls a fail point after each effect. Calls that only read have none. */
public final class StoppableWork implements HostWork {
    private final HostWork work;
    private final FailPoint failPoint;

    public StoppableWork(HostWork work, FailPoint failPoint) {
        this.work = work;
        this.failPoint = failPoint;
    }

    private void done(String effect, HostPlan host) {
        failPoint.reached(Place.AFTER_EFFECT, effect, host.name().value());
    }

    private <T> T done(String effect, HostPlan host, T outcome) {
        done(effect, host);
        return outcome;
    }

    @Override
    public long takeLease(HostPlan host) throws WorkException {
        return done("takeLease", host, work.takeLease(host));
    }

    @Override
    public void renewLease(HostPlan host, long token) throws WorkException {
        work.renewLease(host, token);
        done("renewLease", host);
    }

    @Override
    public long changeToken(HostPlan host, long token) throws WorkException {
        return done("changeToken", host, work.changeToken(host, token));
    }

    @Override
    public Staged stage(HostPlan host, long token) throws WorkException {
        return done("stage", host, work.stage(host, token));
    }

    @Override
    public Staged stage(HostPlan host, long token, UploadListener uploading) throws WorkException {
        return done("stage", host, work.stage(host, token, uploading));
    }

    @Override
    public String readLink(HostPlan host) throws WorkException {
        return work.readLink(host);
    }

    @Override
    public void refuseUnreadable(HostPlan host) throws WorkException {
        work.refuseUnreadable(host);
    }

    @Override
    public void warm(HostPlan host, ReleaseId release, Direction direction) {
        work.warm(host, release, direction);
    }

    @Override
    public void switchLink(HostPlan host, LinkChange change) throws WorkException {
        work.switchLink(host, change);
        done("switchLink", host);
    }

    @Override
    public Evidence prove(HostPlan host, ReleaseId release, Direction direction) throws WorkException {
        return done("prove", host, work.prove(host, release, direction));
    }

    @Override
    public int awaitHealth(HostPlan host) throws WorkException {
        return work.awaitHealth(host);
    }

    @Override
    public void checkHealth(HostPlan host) throws WorkException {
        work.checkHealth(host);
    }

    @Override
    public TaskResult runTask(HostPlan on, long token, TaskOrder order) throws WorkException {
        return done("runTask", on, work.runTask(on, token, order));
    }

    @Override
    public TaskResult runHere(TaskOrder order) throws WorkException {
        var result = work.runHere(order);
        failPoint.reached(Place.AFTER_EFFECT, "runHere", "");
        return result;
    }

    @Override
    public int placeAssets(HostPlan host, long token) throws WorkException {
        return done("placeAssets", host, work.placeAssets(host, token));
    }

    @Override
    public void holdLease(HostPlan host, long token) throws WorkException {
        work.holdLease(host, token);
        done("holdLease", host);
    }

    @Override
    public void keepRecord(HostPlan host, long token, RecordCopy copy) throws WorkException {
        work.keepRecord(host, token, copy);
        done("keepRecord", host);
    }

    @Override
    public List<Excerpt> siteLogs(HostPlan host) {
        return work.siteLogs(host);
    }

    @Override
    public List<String> conclude(HostPlan host, long token, Conclusion conclusion) throws WorkException {
        return done("conclude", host, work.conclude(host, token, conclusion));
    }
}
