package dev.sluice.web;

import io.javalin.http.Context;

/** Headers of every answer: no page of anybody else shows, reads or keeps it, and a page of ours runs nothing but its own files. */
final class SafeHeaders {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SafeHeaders() {}

    static void add(Context request) {
        request.header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Content-Security-Policy", POLICY);
        if (request.res().getHeader("Cache-Control") == null) {
            request.header("Cache-Control", "no-store");
        }
    }
}
