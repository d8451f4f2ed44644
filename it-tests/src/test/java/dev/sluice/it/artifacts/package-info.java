/**
 * What a release is made from, down to names and values that a shell would act on.
 */
@NullMarked
package dev.sluice.it.artifacts;

import org.jspecify.annotations.NullMarked;
