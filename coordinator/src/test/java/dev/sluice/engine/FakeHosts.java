package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.step.RecordCopy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Hosts as the engine sees them: links, fences, and trouble as a test orders it. At each effect the intent has to be in the journal. */
final class FakeHosts implements HostWork {
    /** What can be done on a host. */
    enum Doing {
        LEASE,
        RENEW,
        CHANGE_TOKEN,
        STAGE,
        LOOK,
        READ,
        SWITCH,
        SWITCH_BACK,
        PROVE,
        PROVE_BACK,
        AWAIT_HEALTH,
        CHECK_HEALTH,
        TASK,
        ASSETS,
        HOLD,
        KEEP,
        CONCLUDE
    }

    /** Trouble, before or after the effect of something. */
    interface Trouble {
        void strike() throws WorkException;
    }

    private final Map<HostName, String> links = new ConcurrentHashMap<>();
    private final Map<HostName, Long> fences = new ConcurrentHashMap<>();
    private final Map<String, Deque<Trouble>> troubles = new HashMap<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<AssertionError> broken = new CopyOnWriteArrayList<>();
    private volatile Journal journal = new MemoryJournal();
    private int busy;
    private int mostBusy;

    FakeHosts(RolloutPlan plan) {
        plan.hosts().stream()
                .filter(host -> !host.from().isEmpty())
                .forEach(host -> links.put(host.name(), host.from()));
    }

    void watchedBy(Journal watching) {
        journal = watching;
    }

    /** Each call adds one occasion; an occasion of null is one without trouble. */
    FakeHosts before(Doing doing, int host, Trouble... occasions) {
        return order("before", doing, host, occasions);
    }

    FakeHosts after(Doing doing, int host, Trouble... occasions) {
        return order("after", doing, host, occasions);
    }

    private synchronized FakeHosts order(String when, Doing doing, int host, Trouble... occasions) {
        troubles.computeIfAbsent(when + doing + dev.sluice.plan.PlanDraft.web(host), key -> new ArrayDeque<>())
                .addAll(List.of(occasions));
        return this;
    }

    static Trouble none() {
        return () -> {};
    }

    static Trouble fails(Kind kind) {
        return () -> {
            throw WorkException.failed(failure(kind));
        };
    }

    static Trouble lost() {
        return () -> {
            throw WorkException.unknown(failure(Kind.UNREACHABLE));
        };
    }

    static Trouble defect() {
        return () -> {
            throw new IllegalStateException("a defect");
        };
    }

    static Failure failure(Kind kind) {
        return new Failure(kind, "test", "trouble", "a test ordered it", "nothing");
    }

    /** What somebody else does to a host. */
    void changedByHand(HostName host, String link) {
        links.put(host, link);
    }

    String link(HostName host) {
        return links.getOrDefault(host, "");
    }

    boolean asBefore(RolloutPlan plan) {
        return plan.hosts().stream().allMatch(host -> link(host.name()).equals(host.from()));
    }

    /** Such as {@code SWITCH web001}, in order. */
    List<String> done() {
        return List.copyOf(done);
    }

    List<String> done(Doing doing) {
        return done.stream().filter(what -> what.startsWith(doing + " ")).toList();
    }

    synchronized int mostBusy() {
        return mostBusy;
    }

    /** Nothing is at work, and no effect came before its record. */
    synchronized void assertQuietAndAnnounced() {
        assertEquals(0, busy, "something goes on after the end");
        broken.stream().findFirst().ifPresent(error -> {
            throw error;
        });
    }

    private void work(Doing doing, HostPlan host, Runnable effect) throws WorkException {
        busy(1);
        try {
            strike("before", doing, host);
            effect.run();
            done.add(doing + " " + host.name());
            strike("after", doing, host);
        } finally {
            busy(-1);
        }
    }

    private synchronized void busy(int change) {
        busy += change;
        mostBusy = Math.max(mostBusy, busy);
    }

    private void strike(String when, Doing doing, HostPlan host) throws WorkException {
        Trouble trouble;
        synchronized (this) {
            var waiting = troubles.getOrDefault(when + doing + host.name(), new ArrayDeque<>());
            trouble = waiting.isEmpty() ? none() : waiting.poll();
        }
        trouble.strike();
    }

    private void announced(String what, HostPlan host, Predicate<RolloutEvent> intent) {
        var last = journal.events().stream()
                .filter(event ->
                        event instanceof HostEvent about && about.host().equals(host.name()))
                .filter(event -> !(event instanceof HostEvent.HostLocked) && !(event instanceof HostEvent.HostNoted))
                .reduce((one, other) -> other);
        try {
            assertTrue(last.filter(intent).isPresent(), () -> what + " on " + host.name() + " after " + last);
        } catch (AssertionError e) {
            broken.add(e);
        }
    }

    @Override
    public long takeLease(HostPlan host) throws WorkException {
        work(Doing.LEASE, host, () -> fences.merge(host.name(), 1L, Long::sum));
        return fences.getOrDefault(host.name(), 0L);
    }

    @Override
    public void renewLease(HostPlan host, long token) throws WorkException {
        work(Doing.RENEW, host, () -> {});
        checkFence(host, token);
    }

    @Override
    public long changeToken(HostPlan host, long token) throws WorkException {
        checkFence(host, token);
        work(Doing.CHANGE_TOKEN, host, () -> fences.merge(host.name(), 1L, Long::sum));
        return fences.getOrDefault(host.name(), 0L);
    }

    private void checkFence(HostPlan host, long token) throws WorkException {
        if (fences.getOrDefault(host.name(), 0L) != token) {
            throw WorkException.failed(failure(Kind.FENCED));
        }
    }

    void takenOver(HostName host) {
        fences.merge(host, 1L, Long::sum);
    }

    @Override
    public Staged stage(HostPlan host, long token) throws WorkException {
        checkFence(host, token);
        announced("staged", host, HostEvent.HostStaging.class::isInstance);
        work(Doing.STAGE, host, () -> {});
        return new Staged(1_000, List.of());
    }

    @Override
    public String readLink(HostPlan host) throws WorkException {
        work(Doing.LOOK, host, () -> {});
        return link(host.name());
    }

    @Override
    public void refuseUnreadable(HostPlan host) throws WorkException {
        strike("before", Doing.READ, host);
    }

    @Override
    public void warm(HostPlan host, ReleaseId release, Direction direction) {}

    @Override
    public void switchLink(HostPlan host, LinkChange change) throws WorkException {
        checkFence(host, change.token());
        var back = change.direction() == Direction.BACK;
        announced(
                back ? "put back" : "switched",
                host,
                event -> event instanceof HostEvent.HostReverting put
                        ? change.equals(new LinkChange(put.from(), put.to(), put.token(), Direction.BACK))
                        : event instanceof HostEvent.HostSwitching intent
                                && change.equals(
                                        new LinkChange(intent.from(), intent.to(), intent.token(), Direction.FORWARD)));
        var found = link(host.name());
        if (!found.equals(change.from()) && !found.equals(change.to())) {
            throw WorkException.moved(failure(Kind.SWITCH), found);
        }
        work(back ? Doing.SWITCH_BACK : Doing.SWITCH, host, () -> links.put(host.name(), change.to()));
    }

    @Override
    public Evidence prove(HostPlan host, ReleaseId release, Direction direction) throws WorkException {
        announced(
                "proved",
                host,
                event -> event instanceof HostEvent.HostProving intent
                        && intent.release().equals(release.value()));
        work(direction == Direction.BACK ? Doing.PROVE_BACK : Doing.PROVE, host, () -> {});
        return new Evidence("reset", 8, 8, Duration.ofMillis(210), Map.of());
    }

    @Override
    public int awaitHealth(HostPlan host) throws WorkException {
        work(Doing.AWAIT_HEALTH, host, () -> {});
        return 2;
    }

    @Override
    public void checkHealth(HostPlan host) throws WorkException {
        work(Doing.CHECK_HEALTH, host, () -> {});
    }

    private final Map<String, TaskResult> taskResults = new ConcurrentHashMap<>();
    private final List<TaskOrder> orders = new CopyOnWriteArrayList<>();

    /** Every run of this task ends like this. */
    FakeHosts task(String name, TaskResult result) {
        taskResults.put(name, result);
        return this;
    }

    List<TaskOrder> orders() {
        return List.copyOf(orders);
    }

    private TaskResult result(TaskOrder order) {
        orders.add(order);
        return taskResults.getOrDefault(order.task().name(), new TaskResult(TaskResult.Ending.ENDED, 0, List.of()));
    }

    @Override
    public TaskResult runTask(HostPlan host, long token, TaskOrder order) throws WorkException {
        checkFence(host, token);
        work(Doing.TASK, host, () -> done.add(order.task().name() + " " + order.pass()));
        return result(order);
    }

    @Override
    public TaskResult runHere(TaskOrder order) {
        done.add(order.task().name() + " here");
        return result(order);
    }

    @Override
    public int placeAssets(HostPlan host, long token) throws WorkException {
        checkFence(host, token);
        work(Doing.ASSETS, host, () -> {});
        return 3;
    }

    @Override
    public void holdLease(HostPlan host, long token) throws WorkException {
        checkFence(host, token);
        work(Doing.HOLD, host, () -> {});
    }

    private final Map<HostName, Conclusion> conclusions = new ConcurrentHashMap<>();

    final Map<HostName, RecordCopy> records = new ConcurrentHashMap<>();

    @Override
    public void keepRecord(HostPlan host, long token, RecordCopy copy) throws WorkException {
        checkFence(host, token);
        work(Doing.KEEP, host, () -> records.put(host.name(), copy));
    }

    @Override
    public List<String> conclude(HostPlan host, long token, Conclusion conclusion) throws WorkException {
        checkFence(host, token);
        work(Doing.CONCLUDE, host, () -> conclusions.put(host.name(), conclusion));
        return new ArrayList<>();
    }

    Map<HostName, Conclusion> conclusions() {
        return Map.copyOf(conclusions);
    }
}
