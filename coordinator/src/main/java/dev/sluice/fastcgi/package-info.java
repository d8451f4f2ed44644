/**
 * Adapter: requests to PHP-FPM itself, as its web server makes them, over its socket on the host and through the host's session.
 * It knows the FastCGI protocol and nothing of the requests; it repeats no request and keeps no connection.
 */
@NullMarked
package dev.sluice.fastcgi;

import org.jspecify.annotations.NullMarked;
