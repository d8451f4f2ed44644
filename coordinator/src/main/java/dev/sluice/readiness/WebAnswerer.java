package dev.sluice.readiness;

import dev.sluice.host.HttpAnswer;
import java.util.Locale;

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
        return apache(answer) && body.contains("<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">") ? APACHE : SITE;
    }

    static boolean apache(HttpAnswer answer) {
        return answer.header("server").orElse("").toLowerCase(Locale.ROOT).startsWith("apache");
    }
}
