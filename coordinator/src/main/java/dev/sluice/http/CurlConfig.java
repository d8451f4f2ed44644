package dev.sluice.http;

import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpCall;
import java.util.Locale;
import java.util.Map;

/**
 * A request as curl's configuration (curl(1), --config): every value in quotes, with the escapes that curl knows there. What
 * an older curl lacks is a failure that names the option: 7.49 of 2016 has them all.
 *
 * @param mark ends the answer, and is random; the seconds that curl took follow it
 */
record CurlConfig(WebTarget site, String mark) {
    private static final String LONGEST_REVELATION = "10";

    /** A connection that is good for nothing but to see which key the site shows: nothing is requested on it. */
    static String revealing(WebTarget site) {
        var text = to(site, "/");
        option(text, "max-time", LONGEST_REVELATION);
        return text.append(CurlTrust.NONE.lines()).append("silent\n").toString();
    }

    private static StringBuilder to(WebTarget site, String path) {
        var text = new StringBuilder();
        option(text, "url", site.url(path).toString());
        option(text, "connect-to", "::" + bracketed(site.target()) + ":" + site.port());
        option(text, "noproxy", "*");
        return text;
    }

    String of(HttpCall call, Map<String, String> headers, CurlTrust trust) throws HostHttpException {
        var text = to(site, call.path());
        option(text, "request", call.method());
        for (var header : headers.entrySet()) {
            option(text, "header", line(header.getKey(), header.getValue()));
        }
        if (!call.method().equals("GET")) {
            option(text, "data-raw", call.body());
            if (!headers.containsKey("Content-Type")) {
                option(text, "header", "Content-Type:");
            }
        }
        option(text, "header", "Expect:");
        option(
                text,
                "max-time",
                String.format(Locale.ROOT, "%.3f", call.timeout().toMillis() / 1000.0));
        // As OkHttp does it: no proxy, no redirect, no other protocol, nothing of the user's own.
        option(text, "proto", "=http,https");
        option(text, "write-out", "\\n" + mark + " %{time_total}");
        return text.append(site.base().isHttps() ? trust.lines() : "")
                .append("http1.1\ngloboff\npath-as-is\ninclude\nsilent\nshow-error\nno-buffer\n")
                .toString();
    }

    private static String bracketed(String address) {
        return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    private static String line(String name, String value) throws HostHttpException {
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw Headers.illegal(name);
        }
        // A colon with nothing behind it would remove the header.
        return value.isEmpty() ? name + ";" : name + ": " + value;
    }

    private static void option(StringBuilder text, String name, String value) {
        text.append(name).append(" = \"");
        value.chars().forEach(c -> text.append(escaped((char) c)));
        text.append("\"\n");
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 0x0b -> "\\v";
            default -> String.valueOf(c);
        };
    }
}
