/**
 * Tasks on the coordinator's own machine, as processes that lead a group of their own. It decides nothing about a rollout, resolves no
 * secret, and passes nothing of the coordinator's environment on but where programs and the home directory are.
 */
@NullMarked
package dev.sluice.shell;

import org.jspecify.annotations.NullMarked;
