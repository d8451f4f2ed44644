/**
 * Talks to PHP on a host: asks the endpoint over {@code HostHttp}, resets OPcache and waits until it is done, and proves which
 * release the workers serve. It opens no connection and reads no clock of its own, and decides nothing about a rollout.
 */
@NullMarked
package dev.sluice.php;

import org.jspecify.annotations.NullMarked;
