/**
 * How a host's PHP is made to take up a release, and how many releases its cache has room for, decided from what the endpoint told.
 * Pure: it asks nobody and does nothing.
 */
@NullMarked
package dev.sluice.refresh;

import org.jspecify.annotations.NullMarked;
