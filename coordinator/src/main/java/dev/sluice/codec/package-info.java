/**
 * JSON of plans, events and states, with a version of each, so that the core needs no annotation: records field by field, scalars as
 * their text. It reads and writes text only: no file, no host, no decision.
 */
@NullMarked
package dev.sluice.codec;

import org.jspecify.annotations.NullMarked;
