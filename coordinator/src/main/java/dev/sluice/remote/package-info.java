/**
 * Commands that a daemon runs, for a machine that has no key for the hosts: it sends the words of a command, shows what comes back, and does not know what
 * the words mean. A connection that is lost is made again; the daemon does not notice.
 */
@NullMarked
package dev.sluice.remote;

import org.jspecify.annotations.NullMarked;
