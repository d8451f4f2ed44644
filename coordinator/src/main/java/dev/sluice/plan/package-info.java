/**
 * Makes the plan of a rollout from inventory, playbook, release and what the hosts said. Pure: it reads no clock, draws no random
 * number and does no I/O, so that the same inputs always give the same plan.
 */
@NullMarked
package dev.sluice.plan;

import org.jspecify.annotations.NullMarked;
