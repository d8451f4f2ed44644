/** What a monitoring system is shown: numbers of the sites, made of the records of this machine. No host is asked for them. */
@NullMarked
package dev.sluice.web.metrics;

import org.jspecify.annotations.NullMarked;
