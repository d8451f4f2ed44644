/**
 * The goals of {@code sluice-maven-plugin}. A goal is a command: it collects options, runs the command in a process of its own and turns the exit code
 * into the end of the build. It decides nothing about a rollout.
 */
@NullMarked
package dev.sluice.maven;

import org.jspecify.annotations.NullMarked;
