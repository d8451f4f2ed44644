/**
 * How other programs see the result of an operation: JSON, YAML and exit codes.
 */
@NullMarked
package dev.sluice.view;

import org.jspecify.annotations.NullMarked;
