package dev.sluice.plan;

/** The name of a fleet. The same site in two inventories is two fleets. */
public record FleetName(String inventory, String site) {
    public static FleetName of(RolloutPlan plan) {
        return new FleetName(plan.inventory(), plan.playbook().name());
    }

    /** {@code <inventory>/<site>}, as in messages, locks and paths. */
    @Override
    public String toString() {
        return inventory + "/" + site;
    }
}
