package dev.sluice.engine;

import dev.sluice.engine.HostWork.Conclusion;
import dev.sluice.engine.HostWork.LinkChange;
import dev.sluice.engine.TaskOrder.WhenUnknown;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One host: its link, its PHP, its lease, and what the host scripts do there. Each script is done at once, as in its critical section; it does
 * what it can be asked for, and the fleet is told of each effect. It outlives coordinators. Broken builds override what they do wrongly.
 */
class SimulatedHost {
    private static final Duration LEASE = Duration.ofSeconds(60);

    final HostPlan plan;
    final SimulatedFleet fleet;
    private final Set<String> releases = new HashSet<>();
    private final Map<String, SimulatedTask> tasks = new HashMap<>();
    String link;
    /** What visitors get, and what they got since somebody began to look. */
    private String served;

    private final Set<String> servedSince = new HashSet<>();
    private long fence;
    private @Nullable Lease lease;
    private boolean foreign;
    private int goodAnswers;
    private Duration awayUntil = Duration.ZERO;
    private Duration endpointDownUntil = Duration.ZERO;
    private Duration staleUntil = Duration.ZERO;
    private Duration flappingUntil = Duration.ZERO;

    /** @param until when it runs out; null for one without end */
    record Lease(String rollout, long token, @Nullable Duration until) {}

    SimulatedHost(SimulatedFleet fleet, HostPlan plan) {
        this.fleet = fleet;
        this.plan = plan;
        this.link = plan.from();
        this.served = plan.from();
        releases.add(plan.from());
        if (fleet.plan().purpose() == Purpose.ROLLBACK) {
            releases.add(plan.to().link());
        }
    }

    HostName name() {
        return plan.name();
    }

    String served() {
        return served;
    }

    boolean isForeign() {
        return foreign;
    }

    boolean hasRelease(String text) {
        return releases.contains(text);
    }

    long fence() {
        return fence;
    }

    boolean isLeasedTo(String rollout) {
        return lease != null && lease.rollout().equals(rollout);
    }

    boolean isHeldWithoutEnd(long token) {
        return lease != null && lease.token() == token && lease.until() == null;
    }

    boolean isLeaseAlive() {
        return lease != null && (lease.until() == null || lease.until().compareTo(fleet.now()) >= 0);
    }

    // --- what befalls it ---

    boolean isAway() {
        return awayUntil.compareTo(fleet.now()) > 0;
    }

    void awayFor(Duration duration) {
        awayUntil = fleet.now().plus(duration);
    }

    void endpointDownFor(Duration duration) {
        endpointDownUntil = fleet.now().plus(duration);
    }

    void staleFor(Duration duration) {
        staleUntil = fleet.now().plus(duration);
    }

    void flapsFor(Duration duration) {
        flappingUntil = fleet.now().plus(duration);
    }

    void heal() {
        awayUntil = Duration.ZERO;
        endpointDownUntil = Duration.ZERO;
        staleUntil = Duration.ZERO;
        flappingUntil = Duration.ZERO;
    }

    /** Its files stay, its processes do not. */
    void reboot() {
        tasks.values().forEach(task -> task.diesAt(fleet.now()));
        serve(link);
    }

    /** PHP notices by itself. */
    void revalidate() {
        serve(link);
    }

    void changedByHand(String text) {
        foreign = true;
        releases.add(text);
        link = text;
    }

    void brokenOpen() {
        fence++;
        lease = null;
    }

    void takenBy(String stranger, Duration duration) {
        fence++;
        lease = new Lease(stranger, fence, fleet.now().plus(duration));
    }

    // --- what is seen of it ---

    private void serve(String text) {
        served = text;
        servedSince.add(text);
        fleet.promises().served(this);
    }

    void watchFromNow() {
        goodAnswers = 0;
        servedSince.clear();
        servedSince.add(served);
    }

    boolean hasServed(String text) {
        return servedSince.contains(text);
    }

    int goodAnswers() {
        return goodAnswers;
    }

    // --- scripts ---

    long takeLease(String rollout) throws WorkException {
        if (isLeaseAlive() && !isLeasedTo(rollout)) {
            throw WorkException.failed(FakeHosts.failure(Kind.LOCKED));
        }
        fence++;
        lease = new Lease(rollout, fence, fleet.now().plus(LEASE));
        return fence;
    }

    void renewLease(long token) throws WorkException {
        guard(token);
        if (lease != null && lease.until() != null) {
            lease = new Lease(fleet.rollout(), token, fleet.now().plus(LEASE));
        }
    }

    long changeToken(long token) throws WorkException {
        guard(token);
        fence++;
        lease = new Lease(fleet.rollout(), fence, lease == null ? null : lease.until());
        return fence;
    }

    void holdLease(long token) throws WorkException {
        guard(token);
        lease = new Lease(fleet.rollout(), token, null);
    }

    void guard(long token) throws WorkException {
        if (token != fence || !isLeasedTo(fleet.rollout())) {
            throw WorkException.failed(FakeHosts.failure(Kind.FENCED));
        }
    }

    void stage(long token) throws WorkException {
        guard(token);
        fleet.promises().effect(this, "stage", token);
        releases.add(plan.to().link());
    }

    void switchLink(LinkChange change) throws WorkException {
        guard(change.token());
        if (link.equals(change.to())) {
            return;
        }
        compare(change);
        if (!hasRelease(change.to())) {
            throw WorkException.failed(FakeHosts.failure(Kind.SWITCH));
        }
        fleet.promises().linkReplaced(this, change);
        replace(change.to());
        fleet.promises().linkStands(this);
    }

    void compare(LinkChange change) throws WorkException {
        if (!link.equals(change.from())) {
            throw WorkException.moved(FakeHosts.failure(Kind.SWITCH), link);
        }
    }

    /** By one rename. */
    void replace(String to) {
        link = to;
    }

    Evidence prove(ReleaseId release) throws WorkException {
        if (endpointDownUntil.compareTo(fleet.now()) > 0) {
            throw WorkException.failed(FakeHosts.failure(Kind.PROOF));
        }
        reset();
        if (!served.equals(release.link())) {
            throw WorkException.failed(FakeHosts.failure(Kind.PROOF));
        }
        return evidence();
    }

    void reset() {
        fleet.promises().reset(this);
        if (staleUntil.compareTo(fleet.now()) <= 0) {
            serve(link);
        }
    }

    static Evidence evidence() {
        return new Evidence("reset", 8, 8, Duration.ofMillis(210), Map.of());
    }

    boolean answersWell() {
        var well = flappingUntil.compareTo(fleet.now()) <= 0 || fleet.chance(0.4);
        goodAnswers = well ? goodAnswers + 1 : 0;
        return well;
    }

    /** Begins it, if it was not begun before. */
    SimulatedTask begin(TaskOrder order, long token) throws WorkException {
        guard(token);
        var key = order.task().name() + " " + order.pass();
        var known = tasks.get(key);
        if (known != null && !(known.isLost() && order.whenUnknown() == WhenUnknown.START_AGAIN)) {
            return known;
        }
        fleet.promises().effect(this, "task", token);
        fleet.promises().taskBegun(order, name().value());
        var begun = new SimulatedTask(fleet.now().plus(fleet.upTo(Duration.ofSeconds(20))), fleet.taskExit(name()));
        tasks.put(key, begun);
        return begun;
    }

    void conclude(long token, Conclusion conclusion) throws WorkException {
        try {
            guard(token);
            fleet.promises().effect(this, "conclude", token);
            if (conclusion == Conclusion.KEEP_AND_PRUNE) {
                releases.retainAll(List.of(link, plan.to().link(), plan.from()));
            }
        } finally {
            if (isLeasedTo(fleet.rollout()) && lease != null && lease.token() == token) {
                lease = null;
            }
        }
    }
}
