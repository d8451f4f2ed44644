/**
 * The fault campaign: a catalogue of what can go wrong, each fault with the tests that inject it, and a table of what came of them. It
 * reads the reports that a build left; it runs nothing itself.
 */
@NullMarked
package dev.sluice.it.campaign;

import org.jspecify.annotations.NullMarked;
