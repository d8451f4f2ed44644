package dev.sluice.opcache;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;

/** Requests none of which lasts longer than what is left for all. */
final class BoundedHttp implements HostHttp {
    private final HostHttp http;
    private final Remaining remaining;

    BoundedHttp(HostHttp http, Remaining remaining) {
        this.http = http;
        this.remaining = remaining;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        return http.send(call.atMost(remaining.left()));
    }

    @Override
    public void close() {
        http.close();
    }
}
