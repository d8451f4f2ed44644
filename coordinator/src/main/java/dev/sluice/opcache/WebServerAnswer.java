package dev.sluice.opcache;

import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * What an answer means that is not the endpoint's: the web server's own, or that of something before it.
 *
 * @param seen what was seen, for a sentence about the endpoint
 * @param next what an operator can do
 */
public record WebServerAnswer(Kind kind, String seen, String next) {
    /** Empty where it can be the endpoint's. */
    public static Optional<WebServerAnswer> of(HttpAnswer answer, String path) {
        if (PacedHttp.limited(answer)) {
            return Optional.of(limited(answer, path));
        }
        return byText(answer).or(() -> byStatus(answer, path));
    }

    private static WebServerAnswer limited(HttpAnswer answer, String path) {
        return new WebServerAnswer(
                Kind.LIMITED,
                "was not reached: the web server turns requests away (" + answer.status()
                        + "), by a rate limit or connection limit in front of PHP, or for maintenance: "
                        + Excerpt.of(answer.body()),
                "exempt " + path + " or the host's own address from the rate limit (nginx: limit_req, limit_conn), or"
                        + " raise it; the endpoint has limits of its own");
    }

    private static Optional<WebServerAnswer> byText(HttpAnswer answer) {
        var body = answer.body().toLowerCase(Locale.ROOT);
        if (answer.header("cf-mitigated").isPresent() || body.contains("challenge-platform")) {
            return blocked(
                    "was not reached: a CDN answers with a challenge for browsers (" + answer.status() + ")",
                    "set web.url to the host itself, such as http://127.0.0.1, so that no CDN is in between");
        }
        if (body.contains("sent to https port") || body.contains("plain http to an ssl")) {
            return blocked(
                    "was not reached: the port expects TLS, and the request was plain HTTP (" + answer.status() + ")",
                    "set web.url to https://, or to a port for plain HTTP");
        }
        if (answer.status() < 500 && body.stripLeading().startsWith("<") && body.contains("type=\"password\"")) {
            return blocked(
                    "was not reached: a login page answered (" + answer.status() + ")",
                    "exempt the endpoint from the login: its requests are signed; or set web.headers or web.url so that"
                            + " the host's own web server answers");
        }
        return Optional.empty();
    }

    private static Optional<WebServerAnswer> byStatus(HttpAnswer answer, String path) {
        return switch (answer.status()) {
            case 401 ->
                blocked(
                        "was not reached: the web server or the site asks for a password (401)",
                        "set web.headers.Authorization in the inventory, or let " + path
                                + " through without a password: its requests are signed");
            case 405 ->
                Optional.of(new WebServerAnswer(
                        Kind.NOT_ENDPOINT,
                        "is not run: the web server answers a POST as for a static file (405)",
                        "let the web server pass " + path + " to PHP; until then the text of PHP files may be readable"
                                + " for everybody: curl the file on the host"));
            case 413 ->
                blocked(
                        "was not reached: the web server takes no body of 4 kB (413)",
                        "raise client_max_body_size (nginx) or LimitRequestBody (Apache) to at least 8k for " + path);
            case 421 ->
                blocked(
                        "was not reached: the web server has no site of this name (421)",
                        "set web.host to the site's name, and web.url to its port");
            case 502 ->
                Optional.of(new WebServerAnswer(
                        Kind.SERVER_ERROR,
                        "was not reached: the web server received no answer from PHP (502)",
                        "check that PHP-FPM runs and listens where the web server connects to, and their error logs"));
            case 504 ->
                Optional.of(new WebServerAnswer(
                        Kind.NO_ANSWER,
                        "gave no answer: the web server gave up waiting for PHP (504)",
                        "check whether all workers are busy (slowlog, pm.max_children)"));
            default -> Optional.empty();
        };
    }

    private static Optional<WebServerAnswer> blocked(String seen, String next) {
        return Optional.of(new WebServerAnswer(Kind.BLOCKED, seen, next));
    }
}
