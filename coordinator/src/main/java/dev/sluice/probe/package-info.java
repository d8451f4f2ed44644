/**
 * Adapter: runs the health checks of a playbook on one host, through that host's own session. It runs them once and reports; how often, and what
 * follows, is decided elsewhere.
 */
@NullMarked
package dev.sluice.probe;

import org.jspecify.annotations.NullMarked;
