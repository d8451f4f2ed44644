package dev.sluice.engine;

import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutState;
import dev.sluice.step.RecordCopy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    RecordKeeping(RolloutPlan plan, HostWork work) {
        this.plan = plan;
        this.work = work;
    }

    private List<HostPlan> answeringFirst(RolloutState state) {
        return plan.hosts().stream()
                .sorted(Comparator.comparing(host -> state.host(host.name()).hasFailed()))
                .toList();
    }

    /** @param state shows on which hosts this coordinator has or had the lease */
    void keep(RolloutState state, RecordCopy copy) {
        var problems = new ArrayList<String>();
        int kept = 0;
        for (var host : answeringFirst(state)) {
            var token = state.host(host.name()).token();
            if (token.isEmpty() || kept == COPIES || problems.size() == TRIES) {
                continue;
            }
            try {
                work.keepRecord(host, token.get(), copy);
                kept++;
            } catch (WorkException e) {
                problems.add(host.name() + ": " + e.failure().summary());
            }
        }
        if (!problems.isEmpty()) {
            LOG.warn(
                    "{} hosts store a copy of the record of {}; it could not be stored on {}",
                    kept,
                    plan.id(),
                    problems);
        }
    }
}
