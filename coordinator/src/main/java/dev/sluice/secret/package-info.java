/**
 * Adapter: fetches secrets from the coordinator's own environment, files and programs, when they are needed and once.
 * It never writes a secret anywhere and never names one in an error.
 */
@NullMarked
package dev.sluice.secret;

import org.jspecify.annotations.NullMarked;
