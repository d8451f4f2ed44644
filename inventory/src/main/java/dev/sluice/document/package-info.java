/**
 * Strict YAML for both vocabularies: positions, problems, near matches, schemas, secrets by reference.
 * It knows no host, release or rollout, and it never resolves a secret or runs a value.
 */
@NullMarked
package dev.sluice.document;

import org.jspecify.annotations.NullMarked;
