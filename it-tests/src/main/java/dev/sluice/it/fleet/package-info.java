/**
 * Real hosts on loopback addresses: OpenSSH, nginx and PHP-FPM for each, started and stopped by their process ids.
 *
 * <p>May not know Sluice: what it sets up is what a hand would have set up before Sluice came.
 */
@NullMarked
package dev.sluice.it.fleet;

import org.jspecify.annotations.NullMarked;
