package dev.sluice.engine;

import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.RolloutEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Records in memory, which outlive the coordinators that write them. */
final class MemoryStore extends UnaskedStore {
    private final Map<RolloutId, RolloutPlan> plans = new HashMap<>();
    private final Map<RolloutId, List<RolloutEvent>> events = new HashMap<>();
    private final Consumer<Journal> opened;

    /** @param opened is told each journal that is opened */
    MemoryStore(Consumer<Journal> opened) {
        this.opened = opened;
    }

    void left(RolloutPlan plan, List<RolloutEvent> record) {
        plans.put(plan.id(), plan);
        events.put(plan.id(), record);
    }

    List<RolloutEvent> events(RolloutId id) {
        return events.getOrDefault(id, List.of());
    }

    @Override
    public OpenRollout create(RolloutPlan plan) {
        left(plan, new ArrayList<>());
        return open(plan.id());
    }

    @Override
    public OpenRollout open(RolloutId id) {
        var journal = new MemoryJournal(events.getOrDefault(id, new ArrayList<>()), Integer.MAX_VALUE);
        opened.accept(journal);
        var plan = Optional.ofNullable(plans.get(id)).orElseThrow();
        return new OpenRollout(plan, "d".repeat(64), journal, Path.of("nowhere"), List.of());
    }
}
