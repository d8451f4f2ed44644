/**
 * The records of rollouts in files: frozen plans, append-only journals with checksums and a chain of hashes, locks, replay. It decides nothing about
 * a rollout, touches no host, and repairs only an incomplete last append that a crash left.
 */
@NullMarked
package dev.sluice.journal;

import org.jspecify.annotations.NullMarked;
