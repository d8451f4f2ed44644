/**
 * The endpoint's messages, their JSON and their signature, as {@code protocol.md} beside this package's resources tells them.
 * Pure: it opens no connection, reads no clock and draws no nonce, and a key is made only from the randomness it is handed.
 */
@NullMarked
package dev.sluice.endpoint;

import org.jspecify.annotations.NullMarked;
