@NullMarked
package dev.sluice.it.architecture;

import org.jspecify.annotations.NullMarked;
