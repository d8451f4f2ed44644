/**
 * Pure: what people are notified of, in words that are harmless wherever they are shown, and how often its delivery is tried. It knows no way of delivery.
 */
@NullMarked
package dev.sluice.message;

import org.jspecify.annotations.NullMarked;
