package dev.sluice.opcache;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import java.time.Duration;
import java.util.Map;

/** A web server that passes one request on in each interval, and turns all others away, as nginx does with {@code limit_req}. */
final class LimitedHttp implements HostHttp {
    private final FakePool pool;
    private final Duration interval;
    private Duration next = Duration.ZERO;
    int refused;

    LimitedHttp(FakePool pool, Duration interval) {
        this.pool = pool;
        this.interval = interval;
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        var now = pool.time.elapsed();
        if (now.compareTo(next) < 0) {
            refused++;
            pool.time.pass(Duration.ofMillis(1));
            return new HttpAnswer(503, Map.of(), "Service Temporarily Unavailable", Duration.ZERO);
        }
        next = now.plus(interval);
        return pool.send(call);
    }

    @Override
    public void close() {
        pool.close();
    }
}
