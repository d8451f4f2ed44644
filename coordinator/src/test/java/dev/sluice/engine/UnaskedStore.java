package dev.sluice.engine;

import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.util.List;
import java.util.Optional;

/** A store of which only records are made and opened: whoever runs a rollout asks for nothing else. */
abstract class UnaskedStore implements RolloutStore {
    @Override
    public FleetLock lock(FleetName fleet) {
        throw new UnsupportedOperationException("the caller holds it");
    }

    @Override
    public Optional<String> holder(FleetName fleet) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecordedRollout read(RolloutId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<FleetName> fleets() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RolloutId> rollouts(FleetName fleet) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FleetHistory history(FleetName fleet) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RolloutId> unfinished(FleetName fleet) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RolloutId> find(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String identity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(RolloutId id) {
        throw new UnsupportedOperationException();
    }
}
