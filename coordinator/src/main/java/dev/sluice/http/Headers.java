package dev.sluice.http;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretSource;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpCall;
import java.util.Map;
import java.util.TreeMap;

/** The headers of a request: the call's own over those of the inventory over those of every request. */
record Headers(Site site, SecretSource secrets) {
    /** Secrets are fetched here, when they are needed. */
    Map<String, String> of(HttpCall call) throws HostHttpException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(site.fixedHeaders());
        for (var configured : site.settings().headers().entrySet()) {
            try {
                headers.put(
                        configured.getKey(),
                        configured.getValue().resolve(secrets).reveal());
            } catch (SecretException missing) {
                throw new HostHttpException("the header " + configured.getKey() + ": " + missing.getMessage(), missing);
            }
        }
        headers.putAll(call.headers());
        return headers;
    }

    /** Without the value: it may be a secret. */
    static HostHttpException illegal(String name) {
        return new HostHttpException("the header " + name + " holds what no header may hold");
    }
}
