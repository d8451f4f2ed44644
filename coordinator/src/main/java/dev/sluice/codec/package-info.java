/**
 * JSON of plans, events and states, each with a version. The core needs no annotations: records are written field by field, scalars as text. It reads
 * and writes text only, accesses no file and no host, and makes no decision.
 */
@NullMarked
package dev.sluice.codec;

import org.jspecify.annotations.NullMarked;
