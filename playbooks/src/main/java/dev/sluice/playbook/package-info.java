/**
 * The playbook: what a release is, its batches, its proof, and what to do when it fails. This package reads one file and describes it; it may not
 * decide, connect, resolve a secret or know of a rollout.
 */
@NullMarked
package dev.sluice.playbook;

import org.jspecify.annotations.NullMarked;
