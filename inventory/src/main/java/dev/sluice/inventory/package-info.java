/**
 * The inventory: the hosts of a fleet, their groups and settings, and the selectors that choose among them. This package reads one file and describes
 * it; it may not connect to a host, resolve a secret or know a playbook.
 */
@NullMarked
package dev.sluice.inventory;

import org.jspecify.annotations.NullMarked;
