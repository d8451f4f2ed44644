/**
 * Hosts whose SSH server, web server or PHP is not as one would have it.
 */
@NullMarked
package dev.sluice.it.servers;

import org.jspecify.annotations.NullMarked;
