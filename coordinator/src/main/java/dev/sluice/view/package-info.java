/**
 * What an operation's result looks like to other programs, as JSON and YAML. It holds words and numbers only, and decides nothing.
 */
@NullMarked
package dev.sluice.view;

import org.jspecify.annotations.NullMarked;
