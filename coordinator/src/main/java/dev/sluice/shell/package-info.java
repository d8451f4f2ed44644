/**
 * Tasks on the coordinator's own machine, as processes that lead a group of their own. It decides nothing about a rollout, resolves no
 * secret, and passes on from the coordinator's environment only where programs and the home directory are.
 */
@NullMarked
package dev.sluice.shell;

import org.jspecify.annotations.NullMarked;
