/**
 * The command line: commands, options, exit codes, and what people are asked. It talks to {@code app} and the core only; what a command
 * does is done there.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
