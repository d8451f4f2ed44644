/**
 * A visitor's connection: plain HTTP/1.1 with the Host header that the test wants, which the JDK's client refuses to send.
 *
 * <p>Knows nothing of releases or of who answers.
 */
@NullMarked
package dev.sluice.it.web;

import org.jspecify.annotations.NullMarked;
