/** Builds with Maven that use the product's plugin, each a process of its own with a local repository of its own. */
@NullMarked
package dev.sluice.it.maven;

import org.jspecify.annotations.NullMarked;
