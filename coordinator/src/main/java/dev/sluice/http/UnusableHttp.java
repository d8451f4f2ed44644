package dev.sluice.http;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;

/**
 * A site that cannot be asked because of its settings: each request fails with the reason.
 *
 * @param next what an operator can do about it
 */
record UnusableHttp(String why, String next) implements HostHttp {
    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        throw new HostHttpException(why, next);
    }

    @Override
    public void close() {}
}
