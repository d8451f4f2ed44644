package dev.sluice.engine;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutState;
import dev.sluice.step.RecordCopy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores copies of a record on hosts, so that another machine can continue the rollout. A copy that could not be stored is no failure of the rollout.
 */
final class RecordKeeping {
    private static final int COPIES = 3;

    /** Limits the attempts, because a host that does not answer costs a timeout. */
    private static final int TRIES = 6;

    private static final Logger LOG = LoggerFactory.getLogger(RecordKeeping.class);

    private final RolloutPlan plan;
    private final HostWork work;
    private final FanOut fanOut;

    RecordKeeping(RolloutPlan plan, HostWork work, FanOut fanOut) {
        this.plan = plan;
        this.work = work;
        this.fanOut = fanOut;
    }

    /**
     * Stores copies on several hosts at once. The rollout may continue meanwhile.
     *
     * @param state shows on which hosts this coordinator has or had the lease
     * @return completed when all copies are stored, or no more are tried; it never fails
     */
    CompletableFuture<Void> keep(RolloutState state, RecordCopy copy) {
        var kept = new AtomicInteger();
        Map<HostName, String> problems = new ConcurrentSkipListMap<>();
        var lanes = fanOut.over(
                answeringFirst(state),
                COPIES,
                (inside, next) -> kept.get() + inside.size() < COPIES && problems.size() < TRIES,
                host -> keep(host, state, copy)
                        .ifPresentOrElse(problem -> problems.put(host, problem), kept::incrementAndGet));
        return lanes.thenRun(() -> report(kept.get(), problems));
    }

    private List<HostName> answeringFirst(RolloutState state) {
        return plan.hosts().stream()
                .map(HostPlan::name)
                .filter(host -> state.host(host).token().isPresent())
                .sorted(Comparator.comparing(host -> state.host(host).hasFailed()))
                .toList();
    }

    /** Returns why the copy could not be stored. */
    private Optional<String> keep(HostName host, RolloutState state, RecordCopy copy) {
        try {
            work.keepRecord(plan.host(host), state.host(host).token().orElseThrow(), copy);
            return Optional.empty();
        } catch (WorkException e) {
            return Optional.of(e.failure().summary());
        } catch (RuntimeException e) {
            return Optional.of(Failures.unexpected("keep record", e).summary());
        }
    }

    private void report(int kept, Map<HostName, String> problems) {
        if (!problems.isEmpty()) {
            LOG.warn(
                    "{} hosts store a copy of the record of {}; it could not be stored on {}",
                    kept,
                    plan.id(),
                    problems);
        }
    }
}
