/**
 * The product as its users start it, by its command line, and its hosts as visitors and administrators see them.
 *
 * <p>Never calls the product's own classes to find out what it did: hosts, files, output and exit codes say it.
 */
@NullMarked
package dev.sluice.it.release;

import org.jspecify.annotations.NullMarked;
