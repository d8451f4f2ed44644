package dev.sluice.codec;

import dev.sluice.plan.Release;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutPlan;
import java.time.Instant;

/** The heading of a plan, without its hosts, batches and playbook. */
public record PlanHeading(
        RolloutId id, RolloutPlan.Purpose purpose, Release release, Instant createdAt, String actor) {}
