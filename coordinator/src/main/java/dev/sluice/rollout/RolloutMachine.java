package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.plan.TaskMoment;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.HostMove.Pair;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Decides and never acts: the same plan and state give the same move. */
public record RolloutMachine(RolloutPlan plan) {

    /** The next move of the rollout. */
    public Move next(RolloutState state) {
        if (state.phase().terminal()) {
            return new Move.Done();
        }
        if (state.phase().waitsForPerson()) {
            return new Move.WaitForPerson();
        }
        var withoutLease = withoutLease(state);
        if (!withoutLease.isEmpty()) {
            return new Move.TakeLeases(withoutLease);
        }
        if (isFailing(state)) {
            return retreat(state);
        }
        if (state.hasUnknownTask()) {
            return new Move.WaitForPerson();
        }
        var unstaged = hosts(state, host -> host.phase() == HostPhase.PLANNED);
        return unstaged.isEmpty() ? afterStaging(state) : new Move.Stage(unstaged);
    }

    private Move afterStaging(RolloutState state) {
        if (plan.purpose() == Purpose.STAGE) {
            return new Move.Finish(outcome(state));
        }
        return taskMoves().next(state, TaskMoment.PREPARE).orElseGet(() -> afterPreparing(state));
    }

    private Move afterPreparing(RolloutState state) {
        if (plan.playbook().release().assets().isPresent() && plan.purpose() != Purpose.REFRESH) {
            var without = hosts(state, host -> host.phase() == HostPhase.STAGED && !host.hasFailed() && !host.assets());
            if (!without.isEmpty()) {
                return new Move.PlaceAssets(without);
            }
        }
        return advance(state);
    }

    /** Decisions about tasks. */
    public TaskMoves taskMoves() {
        return new TaskMoves(plan.tasks());
    }

    /** More work may be started. */
    public boolean mayStart(RolloutState state) {
        return !isFailing(state) && !state.phase().waitsForPerson() && !state.hasUnknownTask();
    }

    /** The rollout is failing: no more work may be started. */
    public boolean isFailing(RolloutState state) {
        return state.phase() == RolloutPhase.FAILING || !noLeaseRefused(state) || budgetSpent(state);
    }

    /** The next move on one host towards the new release. */
    public HostMove forward(RolloutState state, HostName host) {
        var move = HostMove.forward(state.host(host), policy(state), pair(host));
        if (state.phase() == RolloutPhase.INTERRUPTED) {
            return move.closesSwitch() ? move : HostMove.NONE;
        }
        return move.startsSomething() && state.hasUnknownOnceTask() ? HostMove.NONE : move;
    }

    /** The next move on one host during a revert. */
    public HostMove back(RolloutState state, HostName host) {
        return HostMove.back(state.host(host), pair(host));
    }

    /** A decision is needed first on one of its tasks, or on a task that runs once. */
    public boolean waitsForDecision(RolloutState state, HostName host) {
        return state.hasUnknownOnceTask() || state.host(host).hasUnknownTask();
    }

    private Pair pair(HostName host) {
        return plan.tasks().hasPair(host) ? Pair.PRESENT : Pair.ABSENT;
    }

    private Move advance(RolloutState state) {
        for (var batch : plan.batches()) {
            if (state.gates().get(batch.number()) == Gate.OPEN) {
                continue;
            }
            var open = batch.hosts().stream()
                    .filter(host -> forward(state, host) != HostMove.NONE)
                    .toList();
            return open.isEmpty()
                    ? new Move.CheckGate(batch, whenGood(batch))
                    : new Move.Activate(batch, unavailableFirst(state, open));
        }
        return taskMoves().next(state, TaskMoment.FINISH).orElseGet(() -> new Move.Finish(outcome(state)));
    }

    private Move.WhenGood whenGood(Batch batch) {
        var last = batch.number() == plan.batches().size();
        return batch.hold() == Hold.PROMOTE && !last ? Move.WhenGood.HOLD : Move.WhenGood.OPEN;
    }

    private Move retreat(RolloutState state) {
        if (state.batch() > 0 && !state.gates().containsKey(state.batch())) {
            return new Move.RefuseGate(state.batch(), reason(state));
        }
        var back = toRevert(state);
        return back.isEmpty() ? new Move.Finish(outcome(state)) : new Move.PutBack(unavailableFirst(state, back));
    }

    private String reason(RolloutState state) {
        var failed = state.failedHosts();
        if (state.trouble().isEmpty() && tooManyLeftOut(state)) {
            return "%d of %d hosts cannot be reached, limit %d"
                    .formatted(
                            leftOut(state),
                            plan.targets(),
                            plan.strategy().maxUnreachable().of(plan.targets()));
        }
        return state.trouble().orElseGet(() -> "%d of %d hosts failed, limit %d"
                .formatted(
                        failed.size(),
                        plan.hosts().size(),
                        budget().orElse(plan.hosts().size())));
    }

    private List<HostName> toRevert(RolloutState state) {
        var result = new ArrayList<HostName>();
        for (var batch : plan.batches()) {
            batch.hosts().stream().filter(host -> goesBack(state, host)).forEach(result::add);
        }
        Collections.reverse(result);
        return result;
    }

    /**
     * Returns whether a host is reverted whose revert has not started yet. If its link is as before, the host is only returned to the load balancer,
     * which every policy allows.
     */
    public boolean goesBack(RolloutState state, HostName host) {
        var move = back(state, host);
        return move == HostMove.RETURN || (move != HostMove.NONE && policyReverts(state, host));
    }

    private boolean policyReverts(RolloutState state, HostName host) {
        return switch (policy(state)) {
            case REVERT_ALL -> true;
            case REVERT_BATCH ->
                plan.batchOf(host) == state.batch() || state.host(host).hasFailed();
            case HALT -> false;
        };
    }

    /**
     * A person's demand overrides the playbook. A rollback is never reverted, a refresh has nothing to revert to, and after an irreversible task no
     * host is reverted automatically.
     */
    public OnFailure policy(RolloutState state) {
        var demand = state.demanded();
        if (demand.filter(Demand::byPerson).isPresent()) {
            return demand.get() == Demand.REVERT ? OnFailure.REVERT_ALL : OnFailure.HALT;
        }
        if (plan.purpose() == Purpose.ROLLBACK
                || plan.purpose() == Purpose.REFRESH
                || taskMoves().irreversibleStarted(state).isPresent()) {
            return OnFailure.HALT;
        }
        return demand.isPresent() ? OnFailure.REVERT_ALL : plan.strategy().onFailure();
    }

    /** The irreversible task that prevents a revert of hosts that would otherwise be reverted. */
    public Optional<String> pointOfNoReturn(RolloutState state) {
        var decides = plan.purpose() != Purpose.ROLLBACK
                && policy(state) == OnFailure.HALT
                && state.demanded().filter(demand -> demand == Demand.LEAVE).isEmpty()
                && (state.demanded().isPresent() || plan.strategy().onFailure() != OnFailure.HALT);
        return decides ? taskMoves().irreversibleStarted(state) : Optional.empty();
    }

    private boolean budgetSpent(RolloutState state) {
        return tooManyLeftOut(state)
                || budget().filter(most -> state.tally().failed() > most).isPresent();
    }

    private boolean tooManyLeftOut(RolloutState state) {
        return leftOut(state) > plan.strategy().maxUnreachable().of(plan.targets());
    }

    private int leftOut(RolloutState state) {
        return plan.targets() - plan.hosts().size() + state.tally().leftOut();
    }

    /** An unreachable host may be left out: no host was switched yet, and the strategy allows unreachable hosts. */
    public boolean mayLeaveOut(RolloutState state) {
        return plan.purpose() != Purpose.ROLLBACK
                && state.batch() == 0
                && plan.strategy().maxUnreachable().of(plan.targets()) > 0;
    }

    /** How many hosts may fail; empty for a rollback, where a failing host does not stop the others. */
    private Optional<Integer> budget() {
        return plan.purpose() == Purpose.ROLLBACK
                ? Optional.empty()
                : Optional.of(plan.strategy().maxFailed().of(plan.hosts().size()));
    }

    private static boolean noLeaseRefused(RolloutState state) {
        return state.tally().refused() == 0;
    }

    private List<HostName> withoutLease(RolloutState state) {
        return state.hosts().entrySet().stream()
                .filter(entry -> entry.getValue().needsLease())
                .map(entry -> entry.getKey())
                .sorted()
                .toList();
    }

    /**
     * Returns whether a host may enter its critical section while others are in theirs. Those and the unavailable hosts together never exceed what
     * {@code min_available} leaves; a host that is already unavailable does not count again. One host at a time is always allowed.
     */
    public boolean mayEnter(RolloutState state, Set<HostName> inside, HostName next) {
        if (inside.isEmpty()) {
            return true;
        }
        if (inside.size() >= plan.strategy().parallel()) {
            return false;
        }
        var isAway = inside.contains(next) || !state.host(next).available();
        return isAway || state.tally().away() + availableOf(state, inside) + 1 <= spare();
    }

    private static int availableOf(RolloutState state, Set<HostName> hosts) {
        return (int) hosts.stream().filter(host -> state.host(host).available()).count();
    }

    /** How many hosts may be away; {@code min_available} is rounded up. */
    private int spare() {
        int total = plan.hosts().size();
        return total - (total * plan.strategy().minAvailablePercent() + 99) / 100;
    }

    private static List<HostName> unavailableFirst(RolloutState state, List<HostName> hosts) {
        return hosts.stream()
                .sorted(Comparator.comparing(host -> state.host(host).available()))
                .toList();
    }

    private static int count(RolloutState state, Predicate<HostRollout> wanted) {
        return (int) state.hosts().values().stream().filter(wanted).count();
    }

    private List<HostName> hosts(RolloutState state, Predicate<HostRollout> wanted) {
        return plan.hosts().stream()
                .map(HostPlan::name)
                .filter(host -> wanted.test(state.host(host)))
                .toList();
    }

    private boolean everyGateOpen(RolloutState state) {
        return plan.batches().stream().allMatch(batch -> state.gates().get(batch.number()) == Gate.OPEN);
    }

    /** Returns whether every host that was not left out has reached the end of the rollout. */
    private boolean isDone(RolloutState state) {
        var end = plan.purpose() == Purpose.STAGE ? HostPhase.STAGED : HostPhase.HEALTHY;
        var arrived = hosts(state, host -> host.phase() == end && !host.hasFailed());
        return state.trouble().isEmpty()
                && !arrived.isEmpty()
                && arrived.size() + state.tally().leftOut() == plan.hosts().size()
                && (plan.purpose() == Purpose.STAGE || everyGateOpen(state));
    }

    /** How the rollout would end if it ended now. */
    public Outcome outcome(RolloutState state) {
        if (isDone(state)) {
            return Outcome.SUCCEEDED;
        }
        if (count(state, host -> host.phase().mixes()) > 0) {
            return Outcome.MIXED;
        }
        if (count(state, host -> host.phase() == HostPhase.DIVERGED) > 0) {
            return Outcome.DIVERGED;
        }
        if (count(state, host -> host.phase() == HostPhase.REVERTED) > 0) {
            return Outcome.REVERTED;
        }
        return noLeaseRefused(state) ? Outcome.UNTOUCHED : Outcome.LOCKED;
    }
}
