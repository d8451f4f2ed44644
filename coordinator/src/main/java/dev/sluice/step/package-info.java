/**
 * What is done to one host: values that look first, act once however often they are repeated, and say what they found. They know one host at a
 * time, through its session; they neither decide what comes next nor open a connection.
 */
@NullMarked
package dev.sluice.step;

import org.jspecify.annotations.NullMarked;
