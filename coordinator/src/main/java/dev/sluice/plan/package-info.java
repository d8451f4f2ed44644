/**
 * Makes the plan of a rollout from the inventory, the playbook, the release and the state that the hosts reported. Pure: it reads no clock, draws no
 * random number and does no I/O, so that the same inputs always give the same plan.
 */
@NullMarked
package dev.sluice.plan;

import org.jspecify.annotations.NullMarked;
