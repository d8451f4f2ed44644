package dev.sluice.engine;

import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Move;
import java.util.Random;

/** What a simulation is made of besides the engine. Broken builds make one of these parts otherwise. */
class SimulatedBuild {
    SimulatedHost host(SimulatedFleet fleet, HostPlan plan) {
        return new SimulatedHost(fleet, plan);
    }

    SimulatedNetwork network(SimulatedFleet fleet, SimulatedFaults faults, SimulationLog log) {
        return new SimulatedNetwork(fleet, faults, log);
    }

    SimulatedDisk disk(
            RolloutPlan plan,
            Random random,
            SimulationScheduler scheduler,
            SimulatedFaults faults,
            SimulationPromises promises,
            SimulationLog log) {
        return new SimulatedDisk(plan, random, scheduler, faults, promises, log);
    }

    Move.Performer<MovePerformer.Action> performer(
            RolloutPlan plan, SimulationPromises promises, Move.Performer<MovePerformer.Action> made) {
        return made;
    }
}
