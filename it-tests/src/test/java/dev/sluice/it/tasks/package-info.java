/**
 * Tasks of a playbook, and the secrets that they get.
 */
@NullMarked
package dev.sluice.it.tasks;

import org.jspecify.annotations.NullMarked;
