/**
 * The endpoint's messages, their JSON and their signature, as described in {@code protocol.md} beside this package's resources.
 * Pure: it opens no connection, reads no clock and draws no nonce, and a key is made only from the randomness that it is given.
 */
@NullMarked
package dev.sluice.endpoint;

import org.jspecify.annotations.NullMarked;
