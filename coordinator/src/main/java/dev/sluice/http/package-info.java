/**
 * Adapter: HTTP to a host's own web server, with OkHttp over the host's session. The only place that knows OkHttp's types;
 * it follows no redirect, repeats no request, uses no proxy and resolves no name that the host should resolve.
 */
@NullMarked
package dev.sluice.http;

import org.jspecify.annotations.NullMarked;
