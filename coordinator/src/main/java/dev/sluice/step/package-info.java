/**
 * The actions on one host: values that check the host first, act once however often they are repeated, and return the result. Each works on one host
 * through its session; it neither decides the next action nor opens a connection.
 */
@NullMarked
package dev.sluice.step;

import org.jspecify.annotations.NullMarked;
