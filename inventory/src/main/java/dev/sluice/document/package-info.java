@NullMarked
package dev.sluice.document;

import org.jspecify.annotations.NullMarked;
