/**
 * Strict YAML for both vocabularies: positions, problems, near matches, schemas, secrets by reference.
 * It knows no host, release or rollout, and it never resolves a secret or runs what a value says.
 */
@NullMarked
package dev.sluice.document;

import org.jspecify.annotations.NullMarked;
