/**
 * The front over HTTP: REST for programs, event streams, and the page for people. It decides nothing: it checks who asks, calls operations, and shows
 * what views have of the result.
 */
@NullMarked
package dev.sluice.web;

import org.jspecify.annotations.NullMarked;
