package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.BatchTimes;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.WindowCalendar;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldExpiry;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.TaskEvent;
import dev.sluice.rollout.TaskEvent.TaskJudged.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Starts rollouts and takes over unfinished ones. The caller holds the fleet's lock. */
public final class Rollouts {
    private final RolloutOpener records;
    private final Function<RolloutPlan, HostWork> workFor;
    private final ControlChannels channels;
    private final Timekeeper time;
    private final Function<RolloutPlan, BatchTimes> past;
    private final Threads threads;

    public Rollouts(
            RolloutOpener records, Function<RolloutPlan, HostWork> workFor, ControlChannels channels, Timekeeper time) {
        this(records, workFor, channels, time, plan -> BatchTimes.NONE);
    }

    /** @param past how long batches of earlier rollouts of the fleet took; asked only where a window needs to know */
    public Rollouts(
            RolloutOpener records,
            Function<RolloutPlan, HostWork> workFor,
            ControlChannels channels,
            Timekeeper time,
            Function<RolloutPlan, BatchTimes> past) {
        this(records, workFor, channels, time, past, new RealThreads());
    }

    Rollouts(
            RolloutOpener records,
            Function<RolloutPlan, HostWork> workFor,
            ControlChannels channels,
            Timekeeper time,
            Function<RolloutPlan, BatchTimes> past,
            Threads threads) {
        this.records = records;
        this.workFor = workFor;
        this.channels = channels;
        this.time = time;
        this.past = past;
        this.threads = threads;
    }

    /**
     * Freezes the plan and runs it.
     *
     * @return its state at the end
     */
    public Ended start(RolloutPlan plan, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        try (var open = records.create(plan)) {
            return run(open, List.of(started(open)), listener);
        }
    }

    /**
     * Takes over an unfinished rollout and continues it. A finished one stays unchanged. If its hold has ended, it continues as the playbook requires
     * then.
     */
    public Ended resume(RolloutId id, String actor, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return resume(id, actor, Map.of(), listener);
    }

    /** The same with an operator's decisions on tasks whose outcome is unknown, by task name. */
    public Ended resume(RolloutId id, String actor, Map<String, Verdict> decisions, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        return resume(id, actor, decisions, Optional.empty(), listener);
    }

    /**
     * Takes over an unfinished rollout and continues it. A finished one stays unchanged.
     *
     * @param decisions an operator's decisions on tasks whose outcome is unknown, by task name
     * @param override why it continues although the window is closed; empty to obey the window
     */
    public Ended resume(
            RolloutId id,
            String actor,
            Map<String, Verdict> decisions,
            Optional<String> override,
            RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var events = new ArrayList<RolloutEvent>();
        events.add(new FleetEvent.RolloutResumed(time.now(), actor));
        override.ifPresent(reason -> events.add(new FleetEvent.WindowOverridden(time.now(), actor, reason)));
        decisions.forEach((task, verdict) -> events.add(new TaskEvent.TaskJudged(time.now(), task, verdict, actor)));
        return takeOver(id, events, listener);
    }

    /**
     * Takes over a rollout that waits for a person, and opens the gate of its batch. One that does not wait stays unchanged.
     *
     * @param by who approved it
     * @param override why it continues although the window is closed; empty to obey the window
     */
    public Ended promote(
            RolloutId id, int batch, String by, String actor, Optional<String> override, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var events = new ArrayList<RolloutEvent>();
        events.add(new FleetEvent.RolloutResumed(time.now(), actor));
        override.ifPresent(reason -> events.add(new FleetEvent.WindowOverridden(time.now(), by, reason)));
        events.add(new FleetEvent.Promoted(time.now(), batch, by));
        return takeOver(id, events, listener);
    }

    /** Takes over an unfinished rollout and ends it as demanded: each host is reverted, or left as it is. A finished one stays unchanged. */
    public Ended end(RolloutId id, Demand demand, String actor, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var events = List.<RolloutEvent>of(
                new FleetEvent.RolloutResumed(time.now(), actor), new FleetEvent.Aborted(time.now(), actor, demand));
        return takeOver(id, events, listener);
    }

    private Ended takeOver(RolloutId id, List<RolloutEvent> first, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        try (var open = records.open(id)) {
            var state = RolloutState.replay(open.plan(), open.journal().events());
            return state.phase().terminal() || waitsOn(open.plan(), state, first)
                    ? new Ended(open.plan(), state, open.journal().head())
                    : run(open, withStart(open, withFacts(open.plan(), state, first)), listener);
        }
    }

    /** A rollout whose hold has ended, and that only a person may end, is left as it is. */
    private boolean waitsOn(RolloutPlan plan, RolloutState state, List<RolloutEvent> first) {
        var ended = new HoldExpiry(plan).over(state, time.now());
        return ended.filter(deadline -> deadline.then() == Then.WAIT).isPresent()
                && first.stream().noneMatch(FleetEvent.Aborted.class::isInstance);
    }

    /**
     * Adds what is to be recorded before the rollout is continued or ended: that its hold has ended, and that it is reverted although the window is
     * closed. A person may still end a rollout in another way than the hold does.
     */
    private List<RolloutEvent> withFacts(RolloutPlan plan, RolloutState state, List<RolloutEvent> first) {
        var events = new ArrayList<>(first);
        var expired = new HoldExpiry(plan).due(state, time.now());
        expired.ifPresent(event -> events.add(1, event));
        var reverts = events.stream().anyMatch(Rollouts::reverts);
        if (reverts && isClosed(plan)) {
            events.add(1, new FleetEvent.WindowOverridden(time.now(), actor(first), "a revert asks for no window"));
        }
        return events;
    }

    private static boolean reverts(RolloutEvent event) {
        return event instanceof FleetEvent.Aborted aborted
                ? aborted.demand() == Demand.REVERT
                : event instanceof FleetEvent.HoldExpired expired && expired.then() == Then.REVERT;
    }

    private boolean isClosed(RolloutPlan plan) {
        return plan.window()
                .filter(window ->
                        new WindowCalendar(window).closedAt(time.now()).isPresent())
                .isPresent();
    }

    private static String actor(List<RolloutEvent> first) {
        return first.get(0) instanceof FleetEvent.RolloutResumed resumed ? resumed.actor() : "";
    }

    /** Adds the start event if a coordinator ended after it wrote the plan and before it wrote the first event. */
    private List<RolloutEvent> withStart(OpenRollout open, List<RolloutEvent> first) {
        if (!open.journal().events().isEmpty()) {
            return first;
        }
        var events = new ArrayList<RolloutEvent>();
        events.add(started(open));
        events.addAll(first);
        return events;
    }

    private RolloutEvent started(OpenRollout open) {
        return new FleetEvent.RolloutStarted(
                time.now(), open.planDigest(), open.plan().actor());
    }

    private Ended run(OpenRollout open, List<RolloutEvent> first, RolloutListener listener)
            throws JournalException, InterruptedException {
        channels.interruption().begin();
        var lanes = threads.lanes();
        try {
            var work = workFor.apply(open.plan());
            var times = open.plan().window().isPresent() ? past.apply(open.plan()) : BatchTimes.NONE;
            var engine = new RolloutEngine(
                    open.plan(), times, channels.freeze(), open.journal(), work, listener, time, threads);
            var inbox = new Inbox(channels.requests(), open.directory(), channels.interruption());
            var keeping = new RecordKeeping(open.plan(), work, new FanOut(lanes));
            var state = engine.run(first, inbox, opened -> keepRecord(open.plan(), opened, keeping));
            var kept = keepRecord(open.plan(), state, keeping);
            threads.aboutToWait(kept::isDone);
            kept.join();
            return new Ended(open.plan(), state, open.journal().head());
        } finally {
            lanes.shutdown();
            channels.interruption().end();
        }
    }

    /** Stores copies at each gate, hold, pause and end, so that another machine can promote, resume or roll back. */
    private CompletableFuture<Void> keepRecord(RolloutPlan plan, RolloutState state, RecordKeeping keeping)
            throws JournalException {
        return keeping.keep(state, channels.copies().export(FleetName.of(plan), plan.id()));
    }

    /** @param head hash of the journal's last record, hexadecimal */
    public record Ended(RolloutPlan plan, RolloutState state, String head) {}
}
