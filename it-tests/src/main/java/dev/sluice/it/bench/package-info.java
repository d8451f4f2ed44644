/**
 * Programs that time the whole {@code sluice} command beside other tools: both in turn, in one run, on the same hosts. They decide nothing about
 * the product, and no build depends on their figures.
 */
@NullMarked
package dev.sluice.it.bench;

import org.jspecify.annotations.NullMarked;
