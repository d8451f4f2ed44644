@NullMarked
package dev.sluice.host;

import org.jspecify.annotations.NullMarked;
