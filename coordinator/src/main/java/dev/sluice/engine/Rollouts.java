package dev.sluice.engine;

import dev.sluice.host.Timekeeper;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
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
import java.util.function.Function;

/** Starts rollouts and takes over unfinished ones. The caller holds the fleet's lock. */
public final class Rollouts {
    private final RolloutOpener records;
    private final Function<RolloutPlan, HostWork> workFor;
    private final ControlChannels channels;
    private final Timekeeper time;
    private final Threads threads;

    public Rollouts(
            RolloutOpener records, Function<RolloutPlan, HostWork> workFor, ControlChannels channels, Timekeeper time) {
        this(records, workFor, channels, time, new RealThreads());
    }

    Rollouts(
            RolloutOpener records,
            Function<RolloutPlan, HostWork> workFor,
            ControlChannels channels,
            Timekeeper time,
            Threads threads) {
        this.records = records;
        this.workFor = workFor;
        this.channels = channels;
        this.time = time;
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

    /**
     * Takes over an unfinished rollout and continues it. A finished one stays unchanged.
     *
     * @param decisions an operator's decisions on tasks whose outcome is unknown, by task name
     */
    public Ended resume(RolloutId id, String actor, Map<String, Verdict> decisions, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var events = new ArrayList<RolloutEvent>();
        events.add(new FleetEvent.RolloutResumed(time.now(), actor));
        decisions.forEach((task, verdict) -> events.add(new TaskEvent.TaskJudged(time.now(), task, verdict, actor)));
        return takeOver(id, events, listener);
    }

    /**
     * Takes over a rollout that waits for a person, and opens the gate of its batch. One that does not wait stays unchanged.
     *
     * @param by who approved it
     */
    public Ended promote(RolloutId id, int batch, String by, String actor, RolloutListener listener)
            throws JournalException, LockedException, InterruptedException {
        var events = List.<RolloutEvent>of(
                new FleetEvent.RolloutResumed(time.now(), actor), new FleetEvent.Promoted(time.now(), batch, by));
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
                    : run(open, withStart(open, withExpiry(open, state, first)), listener);
        }
    }

    /** A rollout whose hold has ended, and that only a person may end, is left as it is. */
    private boolean waitsOn(RolloutPlan plan, RolloutState state, List<RolloutEvent> first) {
        var ended = new HoldExpiry(plan).over(state, time.now());
        return ended.filter(deadline -> deadline.then() == Then.WAIT).isPresent()
                && first.stream().noneMatch(FleetEvent.Aborted.class::isInstance);
    }

    /** A hold that has ended comes before whatever is done now. A person may still end such a rollout in another way. */
    private List<RolloutEvent> withExpiry(OpenRollout open, RolloutState state, List<RolloutEvent> first) {
        var events = new ArrayList<>(first);
        new HoldExpiry(open.plan()).due(state, time.now()).ifPresent(expired -> events.add(1, expired));
        return events;
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
        try {
            var work = workFor.apply(open.plan());
            var engine = new RolloutEngine(open.plan(), open.journal(), work, listener, time, threads);
            var inbox = new Inbox(channels.requests(), open.directory(), channels.interruption());
            var state = engine.run(first, inbox, opened -> keepRecord(open.plan(), opened, work));
            keepRecord(open.plan(), state, work);
            return new Ended(open.plan(), state, open.journal().head());
        } finally {
            channels.interruption().end();
        }
    }

    /** Stores copies at each gate, hold, pause and end, so that another machine can promote, resume or roll back. */
    private void keepRecord(RolloutPlan plan, RolloutState state, HostWork work) throws JournalException {
        new RecordKeeping(plan, work).keep(state, channels.copies().export(FleetName.of(plan), plan.id()));
    }

    /** @param head hash of the journal's last record, hexadecimal */
    public record Ended(RolloutPlan plan, RolloutState state, String head) {}
}
