/**
 * What Sluice can do for a fleet, one class an operation: the order in which it is done and the safety that belongs to it, for every front. It
 * reaches hosts, records and people through ports only, and knows no adapter.
 */
@NullMarked
package dev.sluice.operation;

import org.jspecify.annotations.NullMarked;
