package dev.sluice.http;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.endpoint.SignedRequest;
import dev.sluice.engine.SecretMask;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.SecretRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The headers of a request: the call's own over those of the inventory over those of every request. */
record Headers(WebTarget site, SecretSource secrets) {
    private static final int SHORTEST = 6;

    /**
     * Secrets are fetched here, when they are needed.
     *
     * @throws HostHttpException when one would be sent in plain text: the plan of a continued rollout was not checked as a file is
     */
    Map<String, String> of(HttpCall call) throws HostHttpException {
        if (site.route() != SecretRoute.PROTECTED && holdsSecret(call)) {
            throw new HostHttpException(
                    call.path() + " was not requested: the request contains a secret, and " + site.route());
        }
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(site.fixedHeaders());
        for (var configured : site.settings().headers().entrySet()) {
            try {
                refuseShort(configured.getKey(), configured.getValue());
                headers.put(
                        configured.getKey(),
                        configured.getValue().resolve(secrets).reveal());
            } catch (SecretException missing) {
                throw new HostHttpException("the header " + configured.getKey() + ": " + missing.getMessage(), missing);
            }
        }
        call.headers().forEach((name, value) -> {
            if (!givesWay(name, call, headers)) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    /** What is as short as that occurs in any answer: masked, it would change the answer, and not masked, it would be shown. */
    private void refuseShort(String name, ConfiguredValue value) throws SecretException, HostHttpException {
        if (value.secret().isPresent()
                && secrets.resolve(value.secret().get()).reveal().length() < SHORTEST) {
            throw new HostHttpException(
                    "the header " + name + ": " + value.secret().get() + " has fewer than " + SHORTEST
                            + " characters, and could not be masked in an answer; use a longer secret, or write the value"
                            + " itself into the inventory if it is none");
        }
    }

    /** A signed request has its signature in a header of its own, too: the site's password keeps the place of the common one. */
    private static boolean givesWay(String name, HttpCall call, Map<String, String> site) {
        return name.equalsIgnoreCase(SignedRequest.HEADER)
                && call.headers().containsKey(SignedRequest.OWN_HEADER)
                && site.containsKey(SignedRequest.HEADER);
    }

    private boolean holdsSecret(HttpCall call) {
        return call.content() == HttpCall.Content.SECRET
                || site.settings().headers().values().stream()
                        .anyMatch(value -> value.secret().isPresent());
    }

    /**
     * The answer without their secrets: a site's debug page shows the request's own headers, and complaints quote it.
     */
    HttpAnswer masked(HttpAnswer answer) throws HostHttpException {
        var used = new ArrayList<Secret>();
        for (var configured : site.settings().headers().values()) {
            try {
                if (configured.secret().isPresent()) {
                    used.add(secrets.resolve(configured.secret().get()));
                }
            } catch (SecretException missing) {
                throw new HostHttpException(String.valueOf(missing.getMessage()), missing);
            }
        }
        return used.isEmpty() ? answer : masked(answer, SecretMask.of(used));
    }

    private static HttpAnswer masked(HttpAnswer answer, SecretMask mask) {
        var headers = new TreeMap<String, List<String>>();
        answer.headers()
                .forEach((name, values) ->
                        headers.put(name, values.stream().map(mask::in).toList()));
        return new HttpAnswer(answer.status(), headers, mask.in(answer.body()), answer.took());
    }

    /** Without the value: it may be a secret. */
    static HostHttpException illegal(String name) {
        return new HostHttpException("the header " + name + " contains characters that no header may contain");
    }
}
