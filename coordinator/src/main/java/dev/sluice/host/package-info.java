/**
 * The ports to one host: a session that runs host scripts, TCP through that session, HTTP through that session; and the host scripts
 * themselves as values. It opens no connection itself and decides nothing about a rollout.
 */
@NullMarked
package dev.sluice.host;

import org.jspecify.annotations.NullMarked;
