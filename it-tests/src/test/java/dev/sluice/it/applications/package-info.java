/**
 * Applications as newcomers release them: with the playbook that {@code sluice init --from} writes, and the lines for the web server in it.
 */
@NullMarked
package dev.sluice.it.applications;

import org.jspecify.annotations.NullMarked;
