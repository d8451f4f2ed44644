/**
 * The page for people: three screens of a site, made by pure functions from what this machine has recorded. Reading asks no host. All text is escaped by
 * the templates; text that hosts, tools or people wrote is made harmless before.
 */
@NullMarked
package dev.sluice.web.page;

import org.jspecify.annotations.NullMarked;
