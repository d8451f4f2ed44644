/**
 * How: what a release is, in which batches it goes out, what proves it and what to do when it fails.
 * It reads one file and describes; it may not decide, connect, resolve a secret or know of a rollout.
 */
@NullMarked
package dev.sluice.playbook;

import org.jspecify.annotations.NullMarked;
