/** The product's language: what people read of it. */
@NullMarked
package dev.sluice.it.text;

import org.jspecify.annotations.NullMarked;
