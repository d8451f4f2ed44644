/**
 * Programs that measure the product on the real fleet and print what came of it: visitors' traffic, the time of a switch. They decide
 * nothing about the product, and no build depends on their figures.
 */
@NullMarked
package dev.sluice.it.measure;

import org.jspecify.annotations.NullMarked;
