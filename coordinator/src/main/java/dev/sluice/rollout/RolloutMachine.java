package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.Batch;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.OnFailure;
import dev.sluice.rollout.RolloutState.Demand;
import dev.sluice.rollout.RolloutState.Gate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Decides, never acts: the same plan and state give the same move. */
public record RolloutMachine(RolloutPlan plan) {

    /** The one next thing to do. */
    public Move next(RolloutState state) {
        if (state.phase().terminal()) {
            return new Move.Done();
        }
        if (state.phase().waitsForPerson()) {
            return new Move.WaitForPerson();
        }
        var withoutLease = withoutLease(state);
        if (!withoutLease.isEmpty() && noLeaseRefused(state)) {
            return new Move.TakeLeases(withoutLease);
        }
        if (isFailing(state)) {
            return retreat(state);
        }
        var unstaged = hosts(plan.hosts().stream().map(host -> host.name()).toList(), state, HostPhase.PLANNED);
        return unstaged.isEmpty() ? advance(state) : new Move.Stage(unstaged);
    }

    /** Nothing more may be started. */
    public boolean isFailing(RolloutState state) {
        return state.phase() == RolloutPhase.FAILING || !noLeaseRefused(state) || budgetSpent(state);
    }

    /** What comes next on one host on the way to the new release. */
    public HostMove forward(RolloutState state, HostName host) {
        return HostMove.forward(state.host(host), policy(state));
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
        return new Move.Finish(outcome(state));
    }

    private Move.WhenGood whenGood(Batch batch) {
        var last = batch.number() == plan.batches().size();
        return batch.hold() == Hold.PROMOTE && !last ? Move.WhenGood.HOLD : Move.WhenGood.OPEN;
    }

    private Move retreat(RolloutState state) {
        if (state.batch() > 0 && !state.gates().containsKey(state.batch())) {
            return new Move.RefuseGate(state.batch(), reason(state));
        }
        var back = toPutBack(state);
        return back.isEmpty() ? new Move.Finish(outcome(state)) : new Move.PutBack(unavailableFirst(state, back));
    }

    private String reason(RolloutState state) {
        var failed = state.failedHosts();
        return state.trouble().orElseGet(() -> "%d of %d hosts failed, %d may"
                .formatted(
                        failed.size(),
                        plan.hosts().size(),
                        budget().orElse(plan.hosts().size())));
    }

    private List<HostName> toPutBack(RolloutState state) {
        var policy = policy(state);
        if (policy == OnFailure.HALT) {
            return List.of();
        }
        var result = new ArrayList<HostName>();
        for (var batch : plan.batches()) {
            for (var host : batch.hosts()) {
                var wanted = policy == OnFailure.REVERT_ALL
                        || batch.number() == state.batch()
                        || state.host(host).hasFailed();
                if (wanted && HostMove.back(state.host(host)) != HostMove.NONE) {
                    result.add(host);
                }
            }
        }
        Collections.reverse(result);
        return result;
    }

    /** A person's demand is over the playbook; a rollback turns nothing round. */
    public OnFailure policy(RolloutState state) {
        if (state.demanded().isPresent()) {
            return state.demanded().get() == Demand.REVERT ? OnFailure.REVERT_ALL : OnFailure.HALT;
        }
        return plan.purpose() == Purpose.ROLLBACK
                ? OnFailure.HALT
                : plan.strategy().onFailure();
    }

    private boolean budgetSpent(RolloutState state) {
        return budget().filter(most -> state.failedHosts().size() > most).isPresent();
    }

    /** How many hosts may fail; empty for a rollback, where a failing host stops nobody else. */
    private Optional<Integer> budget() {
        return plan.purpose() == Purpose.ROLLBACK
                ? Optional.empty()
                : Optional.of(plan.strategy().maxFailed().of(plan.hosts().size()));
    }

    private boolean noLeaseRefused(RolloutState state) {
        return state.hosts().values().stream()
                .flatMap(host -> host.failure().stream())
                .noneMatch(failure -> failure.kind() == Failure.Kind.LOCKED || failure.kind() == Failure.Kind.FENCED);
    }

    private List<HostName> withoutLease(RolloutState state) {
        return state.hosts().entrySet().stream()
                .filter(entry -> entry.getValue().needsLease())
                .map(entry -> entry.getKey())
                .sorted()
                .toList();
    }

    /**
     * Whether a host may enter its critical section while others are in theirs. Those and the unavailable ones together never take more than
     * {@code min_available} leaves; to work on an unavailable host takes nothing more. One at a time is always allowed.
     */
    public boolean mayEnter(RolloutState state, Set<HostName> inside, HostName next) {
        if (inside.isEmpty()) {
            return true;
        }
        var away = new HashSet<>(inside);
        state.hosts().forEach((name, host) -> {
            if (!host.available()) {
                away.add(name);
            }
        });
        var takesOneMore = away.add(next);
        return inside.size() < plan.strategy().parallel() && (!takesOneMore || away.size() <= spare());
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

    private static List<HostName> hosts(List<HostName> among, RolloutState state, HostPhase phase) {
        return among.stream().filter(host -> state.host(host).phase() == phase).toList();
    }

    private boolean everyGateOpen(RolloutState state) {
        return plan.batches().stream().allMatch(batch -> state.gates().get(batch.number()) == Gate.OPEN);
    }

    /** How the rollout would end if it ended now. */
    public Outcome outcome(RolloutState state) {
        if (everyGateOpen(state)
                && count(state, host -> host.phase() == HostPhase.HEALTHY && !host.hasFailed())
                        == plan.hosts().size()) {
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
