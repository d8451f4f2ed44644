package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import dev.sluice.rollout.TaskEvent;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a playbook's strategy and its tasks promise of a rollout, seen in its record. It asks nothing of the machine that decides. */
final class PolicyPromises {
    private final RolloutPlan plan;
    private final SimulationScheduler scheduler;
    private final Set<Integer> promoted = new HashSet<>();
    private int switchedBehindBudget;
    private int behindDemandToLeave;
    private Instant heldSince = Instant.MAX;
    /** That alone starts nothing: a batch in which no host has anything to do begins and ends at once. */
    private boolean begunOutside;

    private boolean overridden;
    private boolean revertDemanded;
    private boolean irreversible;
    /** Without what persons asked for when hosts were being given back already. */
    private RolloutState decided;

    private boolean takingLeases;

    PolicyPromises(RolloutPlan plan, SimulationScheduler scheduler) {
        this.plan = plan;
        this.scheduler = scheduler;
        this.decided = RolloutState.of(plan);
    }

    private void require(boolean holds, String promise, Object about) {
        if (!holds) {
            throw scheduler.broken(promise, String.valueOf(about));
        }
    }

    /** @param before the state that the event comes to */
    void recorded(RolloutEvent event, RolloutState before) {
        if (event instanceof FleetEvent.BatchStarted started) {
            require(!isBudgetSpent(before), "no more fail than max_failed allows", started);
            begunOutside = !overridden && !isOpen(started.at());
        } else if (event instanceof HostEvent.HostSwitching switching) {
            switchedBehindBudget += isBudgetSpent(before) ? 1 : 0;
            // Those who were let in before the last one failed.
            require(
                    switchedBehindBudget <= plan.strategy().parallel(),
                    "no more fail than max_failed allows",
                    switching);
            require(!begunOutside, "no batch outside the window", switching);
            promotedBefore(switching.host());
        } else if (event instanceof HostEvent.HostReverting reverting) {
            // Who is on its way back goes on with that, whatever becomes known meanwhile.
            behindDemandToLeave += isDemanded(before, Demand.LEAVE) ? 1 : 0;
            require(
                    behindDemandToLeave <= plan.strategy().parallel(),
                    "who wants hosts left finds them left",
                    reverting);
            require(
                    !irreversible || revertDemanded,
                    "nothing goes back by itself after an irreversible task",
                    reverting);
        } else if (event instanceof FleetEvent.Aborted aborted) {
            revertDemanded |= aborted.demand() == Demand.REVERT;
            behindDemandToLeave = 0;
        } else if (event instanceof FleetEvent.RolloutResumed) {
            overridden = false;
        } else if (event instanceof FleetEvent.WindowOverridden) {
            overridden = true;
        }
        hold(event);
        decide(event, before);
    }

    /** While leases are taken, nothing is given back: what a person asks for then counts. */
    private void decide(RolloutEvent event, RolloutState before) {
        if (isDecision(event)) {
            decided = before;
            takingLeases = event instanceof HostEvent.HostLocked;
        } else if (takingLeases && event instanceof FleetEvent.Aborted) {
            decided = event.applyTo(before);
        }
    }

    private void hold(RolloutEvent event) {
        if (event instanceof FleetEvent.Held held) {
            heldSince = held.at();
        } else if (event instanceof FleetEvent.Promoted promotion && !isLate(promotion)) {
            promoted.add(promotion.batch());
        } else if (event instanceof FleetEvent.HoldExpired expired) {
            expired(expired);
        }
    }

    /** By the clock on the wall, without the calendar of the product: the windows of this test are within an hour, in UTC. */
    private boolean isOpen(Instant moment) {
        var now = LocalTime.ofInstant(moment, ZoneOffset.UTC);
        return plan.purpose() == Purpose.ROLLBACK
                || plan.playbook().window().isEmpty()
                || plan.playbook().window().get().open().stream()
                        .anyMatch(span -> !now.isBefore(span.from()) && now.isBefore(span.to()));
    }

    private boolean isLate(FleetEvent.Promoted promotion) {
        var ends = plan.batches().get(promotion.batch() - 1).ends();
        return ends.filter(end -> !promotion.at().isBefore(heldSince.plus(end.after())))
                .isPresent();
    }

    private void expired(FleetEvent.HoldExpired expired) {
        var end = plan.batches().get(expired.batch() - 1).ends().orElseThrow();
        var whole = heldSince.plus(end.after());
        var early = plan.playbook().window().isPresent()
                ? !expired.deadline().isAfter(whole)
                : expired.deadline().equals(whole);
        require(
                early && !expired.at().isBefore(expired.deadline()),
                "a hold lasts as long as the playbook says",
                expired);
        require(expired.then() == end.then(), "a hold ends as the playbook says", expired);
        if (expired.then() == Then.PROMOTE) {
            promoted.add(expired.batch());
        }
    }

    private static boolean isDecision(RolloutEvent event) {
        return !(event instanceof HostEvent.HostNoted
                || event instanceof FleetEvent.Aborted
                || event instanceof FleetEvent.Paused
                || event instanceof FleetEvent.RolloutFinished);
    }

    /** Events that were written together: none of them knew of the others. */
    void recorded(List<RolloutEvent> group) {
        irreversible |= group.stream().anyMatch(this::startsIrreversible);
    }

    private boolean startsIrreversible(RolloutEvent event) {
        if (event instanceof HostEvent.HostTaskStarted started) {
            return plan.tasks().irreversible().contains(started.task());
        }
        return event instanceof TaskEvent.TaskStarted started
                && plan.tasks().irreversible().contains(started.task());
    }

    private boolean isBudgetSpent(RolloutState state) {
        long failed =
                state.hosts().values().stream().filter(HostRollout::hasFailed).count();
        return plan.purpose() != Purpose.ROLLBACK
                && failed > plan.strategy().maxFailed().of(plan.hosts().size());
    }

    private void promotedBefore(HostName host) {
        int number = plan.batchOf(host);
        for (var batch : plan.batches()) {
            require(
                    batch.number() >= number || !needsPerson(batch) || promoted.contains(batch.number()),
                    "no batch before a person promoted the one before it",
                    host + " of batch " + number + ", batch " + batch.number());
        }
    }

    private boolean needsPerson(Batch batch) {
        return batch.hold() == Hold.PROMOTE && batch.number() < plan.batches().size();
    }

    private static boolean isDemanded(RolloutState state, Demand demand) {
        return state.demanded().filter(given -> given == demand).isPresent();
    }

    /** At the end of a rollout. */
    void endIsTrue(RolloutState end) {
        if (EnumSet.of(Purpose.ROLLBACK, Purpose.STAGE, Purpose.REFRESH).contains(plan.purpose())) {
            return;
        }
        var policy = policy(decided);
        end.hosts().forEach((name, host) -> {
            // When every batch is through, a task that fails within max_failed turns no host round.
            var stays = isThrough(end) && host.phase() == HostPhase.HEALTHY;
            var goesBack = (host.hasFailed() && !stays)
                    || (policy == OnFailure.REVERT_ALL && decided.trouble().isPresent());
            var stayed = EnumSet.of(HostPhase.SWITCHED, HostPhase.PROVED, HostPhase.HEALTHY)
                    .contains(host.phase());
            require(
                    policy == OnFailure.HALT || !goesBack || !stayed,
                    "what fails goes back",
                    name + " " + host.phase() + ", " + policy);
        });
    }

    private boolean isThrough(RolloutState end) {
        return end.gates().get(plan.batches().size()) == Gate.OPEN;
    }

    private OnFailure policy(RolloutState state) {
        if (isDemanded(state, Demand.REVERT)) {
            return OnFailure.REVERT_ALL;
        }
        if (irreversible || isDemanded(state, Demand.LEAVE)) {
            return OnFailure.HALT;
        }
        return isDemanded(state, Demand.REVERT_BY_WINDOW) || isDemanded(state, Demand.REVERT_BY_DEADLINE)
                ? OnFailure.REVERT_ALL
                : plan.strategy().onFailure();
    }
}
