package dev.sluice.opcache;

import dev.sluice.document.Secret;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.HttpCall.Connection;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.EndpointChoice;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Calls a site's own endpoint: a GET with a secret header, whose answer must contain a text. It proves nothing:
 * proof comes from the site's health checks.
 */
public final class OwnEndpointClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HostHttp http;
    private final EndpointChoice.Own own;
    private final Secret header;

    /**
     * A client of the site's endpoint.
     *
     * @param own of a whole URL only path and query count: the request goes to the site on this host
     * @param header the secret that the reference in {@code own} names
     */
    public OwnEndpointClient(HostHttp http, EndpointChoice.Own own, Secret header) {
        this.http = http;
        this.own = own;
        this.header = header;
    }

    /**
     * Calls it once.
     *
     * @return how long the call took
     */
    public Duration call() throws EndpointException {
        var headers = Map.of(own.headerName(), own.headerPrefix() + header.reveal(), "Cache-Control", "no-cache");
        var answer = send(new HttpCall("GET", path(), headers, "", Connection.OWN, TIMEOUT).withSecret());
        if (answer.status() / 100 != 2) {
            throw failure(
                    kind(answer.status()),
                    "answered " + answer.status()
                            + answer.header("location")
                                    .map(target -> " to " + harmless(target))
                                    .orElse("")
                            + ": " + harmless(answer.body()),
                    "call it on the host with curl and the same header; see opcache.endpoint in the playbook");
        }
        if (!answer.body().contains(own.expect())) {
            throw failure(
                    Kind.NOT_ENDPOINT,
                    "answered without the expected \"" + own.expect() + "\": " + harmless(answer.body()),
                    "see opcache.endpoint.expect in the playbook, and whether a login page or a cache answers");
        }
        return answer.took();
    }

    private HttpAnswer send(HttpCall call) throws EndpointException {
        try {
            return http.send(call);
        } catch (HostHttpException broken) {
            throw failure(
                    Kind.NO_ANSWER,
                    "gave no answer: " + broken.getMessage(),
                    "check that the web server and PHP run on the host");
        }
    }

    private String path() {
        var url = URI.create(own.url());
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static Kind kind(int status) {
        if (status == 404) {
            return Kind.MISSING;
        }
        if (status == 401 || status == 403) {
            return Kind.REFUSED;
        }
        if (status >= 500) {
            return Kind.SERVER_ERROR;
        }
        return status / 100 == 3 ? Kind.REDIRECT : Kind.NOT_ENDPOINT;
    }

    /** A debug page can contain the request's own headers. */
    private String harmless(String text) {
        return Excerpt.of(text.replace(header.reveal(), "[secret]"));
    }

    private EndpointException failure(Kind kind, String seen, String next) {
        return new EndpointException(kind, "the site's endpoint " + path() + " " + seen, next);
    }
}
