package dev.sluice.readiness;

import dev.sluice.host.HttpAnswer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Who answered an unsigned request for a PHP file, by the text of the answer: from outside nothing else distinguishes them. */
enum WebAnswerer {
    /** nginx's own page of an error: PHP was not asked. */
    NGINX,
    /** Apache's own page of an error: PHP was not asked. */
    APACHE,
    /** PHP-FPM, which was asked for a file that it does not find. */
    FPM,
    /** The file itself, as text: PHP did not run it. */
    SOURCE,
    /** A page of the site, or of something before it. */
    SITE;

    /** Newer ones call it HTML 4.01. */
    private static final Pattern APACHES_PAGE =
            Pattern.compile("<!DOCTYPE HTML PUBLIC \"-//(IETF//DTD HTML 2\\.0|W3C//DTD HTML"
                    + " 4\\.01)//EN\"[^>]*>\\s*<html><head>\\s*<title>[45]");

    private static final int MOST_OF_A_WORD_OF_FPM = 60;

    static WebAnswerer of(HttpAnswer answer) {
        var body = answer.body().strip();
        if (body.startsWith("<?php")) {
            return SOURCE;
        }
        if (body.length() < MOST_OF_A_WORD_OF_FPM
                && (body.contains("File not found.") || body.contains("Access denied."))) {
            return FPM;
        }
        if (answer.status() < 400) {
            return SITE;
        }
        if (body.contains("<center>nginx") || body.contains("<center>openresty")) {
            return NGINX;
        }
        return apache(answer) && APACHES_PAGE.matcher(body).lookingAt() ? APACHE : SITE;
    }

    static boolean apache(HttpAnswer answer) {
        return answer.header("server").orElse("").toLowerCase(Locale.ROOT).startsWith("apache");
    }
}
