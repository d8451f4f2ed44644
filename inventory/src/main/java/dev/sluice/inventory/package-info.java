@NullMarked
package dev.sluice.inventory;

import org.jspecify.annotations.NullMarked;
