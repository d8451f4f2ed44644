/**
 * Reads the artifact of a release, a directory or an archive, refuses what would be dangerous on a host, and makes its manifest and a canonical tar
 * stream. It may read files and nothing else: it knows no host, no rollout, no clock
 * and no network.
 */
@NullMarked
package dev.sluice.artifact;

import org.jspecify.annotations.NullMarked;
