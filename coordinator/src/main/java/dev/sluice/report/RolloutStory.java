package dev.sluice.report;

import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.List;

/**
 * How a rollout went, from its plan and all of its events: what every report for people shows.
 *
 * @param content what goes out, a line each; empty where it is not known
 * @param exitCode what the command that ran it ends with
 */
record RolloutStory(
        RolloutPlan plan,
        RolloutState state,
        List<RolloutEvent> events,
        List<String> content,
        int exitCode,
        String head) {
    RolloutStory {
        events = List.copyOf(events);
        content = List.copyOf(content);
    }

    /** In the order of the batches. */
    List<HostStory> hosts() {
        return plan.batches().stream()
                .flatMap(batch -> batch.hosts().stream().map(host -> HostStory.of(plan.host(host), batch, this)))
                .toList();
    }

    List<HostStory> hosts(int batch) {
        return hosts().stream().filter(host -> host.batch() == batch).toList();
    }

    Instant began() {
        return events.isEmpty() ? plan.createdAt() : events.get(0).at();
    }

    /** The last thing that happened. */
    Instant ended() {
        return events.isEmpty()
                ? plan.createdAt()
                : events.get(events.size() - 1).at();
    }

    /** The console's last lines. */
    List<String> summary() {
        return new Summary(plan, state).lines(Palette.PLAIN);
    }

    /** Nothing failed: done, or waiting as planned. */
    boolean isGood() {
        return exitCode == 0 || exitCode == 8;
    }
}
