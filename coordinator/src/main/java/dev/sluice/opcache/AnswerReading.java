package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointAnswer;
import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;

/** Distinguishes the endpoint's answer from everything else that may answer at its address. */
final class AnswerReading {
    private final EndpointSite at;
    private final String kid;
    private final String path;

    AnswerReading(EndpointSite at, String kid, String path) {
        this.at = at;
        this.kid = kid;
        this.path = path;
    }

    EndpointState read(EndpointRequest request, HttpAnswer answer) throws EndpointException {
        refuseStatus(answer);
        var parsed = parse(answer);
        if (!parsed.nonce().equals(request.nonce())) {
            throw failure(
                    Kind.WRONG_NONCE,
                    "returned the answer to another request",
                    "something in front of PHP caches or replays " + path
                            + ": exempt it, or set web.url to the host itself");
        }
        if (parsed instanceof EndpointState state) {
            return state;
        }
        throw new Refusals(at).explain(request, (EndpointRefusal) parsed);
    }

    private void refuseStatus(HttpAnswer answer) throws EndpointException {
        var status = answer.status();
        if (status == 404) {
            throw missing();
        }
        var known = WebServerAnswer.of(answer, path);
        if (known.isPresent()) {
            throw failure(known.get().kind(), known.get().seen(), known.get().next());
        }
        if (status == 403) {
            throw failure(
                    Kind.REFUSED,
                    "was not reached: the web server or the site answered " + status,
                    "let " + path + " through without a password or address filter: its requests are signed");
        }
        if (status >= 300 && status < 400) {
            throw failure(
                    Kind.REDIRECT,
                    "redirects (" + status + ") to "
                            + Excerpt.of(answer.header("location").orElse("nowhere")),
                    "redirects are not followed: set web.url, web.host or web.headers (X-Forwarded-Proto) so that it"
                            + " answers itself");
        }
        if (status >= 500) {
            throw failure(
                    Kind.SERVER_ERROR,
                    "answered " + status + ": " + Excerpt.of(answer.body()),
                    "check PHP's and the web server's error log on the host");
        }
    }

    private EndpointException missing() {
        return failure(
                Kind.MISSING,
                "answered 404",
                "either " + path + " is not in the live release (sluice adopt), the web server does not pass it to PHP,"
                        + " a worker remembers that it did not exist (up to 120 s), or the host does not know key "
                        + kid
                        + " or our address");
    }

    private EndpointAnswer parse(HttpAnswer answer) throws EndpointException {
        try {
            return EndpointAnswer.parse(answer.body());
        } catch (IllegalArgumentException other) {
            throw failure(
                    Kind.NOT_ENDPOINT,
                    "is not what answered (" + answer.status() + ", "
                            + Excerpt.of(answer.header("content-type").orElse("no type")) + "): "
                            + Excerpt.of(answer.body()),
                    "a login page, a cache or another virtual host answers at " + path + ": see web.url and web.host");
        }
    }

    private EndpointException failure(Kind kind, String seen, String next) {
        return new EndpointException(kind, "the endpoint of " + at + " " + seen, next);
    }
}
