/**
 * Who: the hosts of a fleet, their groups and settings, and the selectors that choose among them.
 * It reads one file and describes; it may not connect to a host, resolve a secret or know a playbook.
 */
@NullMarked
package dev.sluice.inventory;

import org.jspecify.annotations.NullMarked;
