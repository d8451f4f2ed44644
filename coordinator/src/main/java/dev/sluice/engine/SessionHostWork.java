package dev.sluice.engine;

import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.ChangeToken;
import dev.sluice.step.HoldLease;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.KeepRecord;
import dev.sluice.step.Lease;
import dev.sluice.step.RecordCopy;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.RenewLease;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.SiteLogs;
import dev.sluice.step.StepException;
import dev.sluice.step.SwitchLink;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Performs the work on hosts through their sessions, step by step. */
public final class SessionHostWork implements HostWork {
    private static final Duration LEASE = LeaseKeeper.EVERY.multipliedBy(3);

    /** The number of rollouts whose records a host keeps. */
    private static final int KEPT_RECORDS = 10;

    private final RolloutPlan plan;
    private final HostPorts ports;
    private final Staging staging;
    private final HostCleanup cleanup;
    private final TaskWork tasks;
    private final SiteLogReader logs;

    /** @param content what is staged; empty if every host already has the release */
    public SessionHostWork(RolloutPlan plan, HostPorts ports, Optional<ReleaseContent> content) {
        this.plan = plan;
        this.ports = ports;
        this.staging = new Staging(plan, ports, content);
        this.cleanup = new HostCleanup(plan, ports);
        this.tasks = new TaskWork(plan, ports.tasks());
        this.logs = new SiteLogReader(plan.playbook(), ports.tasks().secrets());
    }

    /** Something that is done through a session. */
    @FunctionalInterface
    private interface Doing<R> {
        R on(HostSession session) throws StepException, HostException, WorkException;
    }

    private <R> R on(HostPlan host, String step, Doing<R> doing) throws WorkException {
        try {
            return doing.on(ports.sessions().to(host.host()));
        } catch (StepException e) {
            tasks.keep(host.name(), e.step(), e.output());
            throw HostFailures.work(e);
        } catch (HostException e) {
            ports.sessions().drop(host.name());
            throw HostFailures.work(step, e);
        } catch (RuntimeException e) {
            throw defect(step, host, e);
        }
    }

    /** The effect may have happened before the defect. */
    private static WorkException defect(String step, HostPlan host, RuntimeException e) {
        return WorkException.unknown(HostFailures.defect(step, host.name(), e));
    }

    private Lease lease(HostPlan host, long token) {
        return new Lease(host.host().path(), plan.id().value(), token);
    }

    @Override
    public long takeLease(HostPlan host) throws WorkException {
        var site = new SiteIdentity(
                plan.project().orElse(""),
                plan.inventory(),
                plan.playbook().name(),
                host.name().value());
        var take = new TakeLease(host.host().path(), plan.id().value(), ports.owner(), LEASE, site);
        return on(host, "lock", take::on).token();
    }

    @Override
    public void renewLease(HostPlan host, long token) throws WorkException {
        on(host, "lock", new RenewLease(lease(host, token), LEASE)::on);
    }

    @Override
    public long changeToken(HostPlan host, long token) throws WorkException {
        return on(host, "lock", new ChangeToken(lease(host, token))::on).token();
    }

    @Override
    public Staged stage(HostPlan host, long token) throws WorkException {
        return stage(host, token, UploadListener.none());
    }

    @Override
    public Staged stage(HostPlan host, long token, UploadListener uploading) throws WorkException {
        return on(host, "stage", session -> staging.on(session, host, lease(host, token), uploading));
    }

    @Override
    public String readLink(HostPlan host) throws WorkException {
        return on(host, "look", session -> facts(session, host.host()).target().raw());
    }

    private HostFacts facts(HostSession session, Host host) throws StepException, HostException {
        return new Inspect(host.path(), plan.playbook().release().docroot(), List.of()).on(session);
    }

    @Override
    public void warm(HostPlan host, ReleaseId release, Direction direction) {
        try {
            ports.code().warm(host.host(), ports.sessions().http(host.host()), release, direction);
        } catch (CodeRefresh.ProofException | HostException notReady) {
            return; // the switch works without it, and a problem with PHP or the connection to it shows up in the proof
        } catch (RuntimeException e) {
            var unused = HostFailures.defect("warm", host.name(), e);
        }
    }

    @Override
    public void refuseUnreadable(HostPlan host) throws WorkException {
        try {
            ports.code().refuseUnreadable(host.host(), ports.sessions().http(host.host()), host.to());
        } catch (CodeRefresh.ProofException e) {
            throw WorkException.failed(e.failure("switch"));
        } catch (HostException e) {
            throw WorkException.failed(HostFailures.of("switch", e));
        } catch (RuntimeException e) {
            throw WorkException.failed(HostFailures.defect("switch", host.name(), e));
        }
    }

    @Override
    public void switchLink(HostPlan host, LinkChange change) throws WorkException {
        var back = change.direction() == Direction.BACK;
        var step = new SwitchLink(
                lease(host, change.token()),
                change.from(),
                change.to(),
                back ? SwitchLink.Target.PREVIOUS_LINK : SwitchLink.Target.RELEASE,
                plan.actor(),
                back ? "reverted" : event(),
                SiteLogs.of(host.host()),
                () -> true);
        on(host, "switch", step::on);
    }

    private String event() {
        return plan.purpose() == RolloutPlan.Purpose.ROLLBACK ? "rolled-back" : "released";
    }

    @Override
    public Evidence prove(HostPlan host, ReleaseId release, Direction direction) throws WorkException {
        try {
            return ports.code().prove(host.host(), ports.sessions().http(host.host()), release, haste(direction));
        } catch (CodeRefresh.ProofException e) {
            throw WorkException.failed(e.failure("proof"));
        } catch (HostException e) {
            throw WorkException.failed(HostFailures.of("proof", e));
        } catch (RuntimeException e) {
            throw defect("proof", host, e);
        }
    }

    /** A rollback is as urgent as a revert: it does not wait for the minimum time since the last reset. */
    private Direction haste(Direction direction) {
        return switch (plan.purpose()) {
            case ROLLBACK -> Direction.BACK;
            case REFRESH -> Direction.NOWHERE;
            case RELEASE, STAGE, CONVERGE -> direction;
        };
    }

    @Override
    public int awaitHealth(HostPlan host) throws WorkException {
        try {
            var wait = new HealthWait(ports.health(), plan.playbook().probe(), ports.time());
            refuse(host, wait.complaints(host.host(), ports.sessions().http(host.host())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WorkException.failed(Failures.unexpected("health", e));
        } catch (HostException e) {
            throw WorkException.failed(HostFailures.of("health", e));
        } catch (RuntimeException e) {
            throw defect("health", host, e);
        }
        return ports.health().checks(host.host());
    }

    @Override
    public void checkHealth(HostPlan host) throws WorkException {
        try {
            refuse(host, ports.health().complaints(host.host(), ports.sessions().http(host.host())));
        } catch (HostException e) {
            ports.sessions().drop(host.name());
            throw WorkException.failed(HostFailures.of("health", e));
        } catch (RuntimeException e) {
            throw defect("health", host, e);
        }
    }

    private static void refuse(HostPlan host, List<Complaint> complaints) throws WorkException {
        if (!complaints.isEmpty()) {
            throw WorkException.failed(new Failure(
                            Kind.HEALTH,
                            "health",
                            host.name() + " is not healthy",
                            String.join("; ", Complaint.texts(complaints)),
                            "sluice logs --site, fix the build, release again"))
                    .with(complaints.stream()
                            .flatMap(complaint -> complaint.answer().stream())
                            .toList());
        }
    }

    @Override
    public List<Excerpt> siteLogs(HostPlan host) {
        try {
            return logs.sinceSwitch(ports.sessions().to(host.host()), host.host());
        } catch (HostException | RuntimeException e) {
            return List.of(SiteLogReader.unread(e));
        }
    }

    @Override
    public TaskResult runTask(HostPlan host, long token, TaskOrder order) throws WorkException {
        return on(host, "task", session -> tasks.on(session, host, lease(host, token), order));
    }

    @Override
    public TaskResult runHere(TaskOrder order) throws WorkException {
        return tasks.here(order);
    }

    @Override
    public int placeAssets(HostPlan host, long token) throws WorkException {
        return on(host, "assets", session -> new AssetPlacement(plan).on(session, host, lease(host, token)));
    }

    @Override
    public void holdLease(HostPlan host, long token) throws WorkException {
        on(host, "lock", new HoldLease(lease(host, token))::on);
    }

    @Override
    public void keepRecord(HostPlan host, long token, RecordCopy copy) throws WorkException {
        on(host, "keep record", new KeepRecord(lease(host, token), copy, KEPT_RECORDS)::on);
    }

    @Override
    public List<String> conclude(HostPlan host, long token, Conclusion conclusion) throws WorkException {
        return on(host, "clean up", session -> cleanup.on(session, host, lease(host, token), conclusion));
    }
}
