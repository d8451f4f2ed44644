package dev.sluice.http;

import dev.sluice.document.SecretSource;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** HTTP/1.1 to one site on one host. */
final class OkHostHttp implements HostHttp {
    private static final int LARGEST_BODY = 1 << 20;

    private final WebTarget site;
    private final Headers headers;
    private final String where;
    private final OkHttpClient shared;
    private final OkHttpClient own;

    /**
     * A client with connections of its own.
     *
     * @param where for errors, such as {@code on web01}
     */
    OkHostHttp(WebTarget site, SecretSource secrets, OkHttpClient client, String where) {
        this.site = site;
        this.headers = new Headers(site, secrets);
        this.where = where;
        // Two seconds: shorter than any server waits (Apache five, nginx 75), because a request that meets a closing
        // connection would have to be repeated.
        this.shared = client.newBuilder()
                // Of its own: what is cancelled when this client is closed are not the calls of other hosts.
                .dispatcher(new Dispatcher())
                .connectionPool(new ConnectionPool(4, 2, TimeUnit.SECONDS))
                .build();
        this.own = shared.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
    }

    @Override
    public HttpAnswer send(HttpCall call) throws HostHttpException {
        var request = request(call);
        var exchange = client(call.connection()).newCall(request);
        exchange.timeout().timeout(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
        return headers.masked(answer(call, exchange));
    }

    private OkHttpClient client(HttpCall.Connection connection) {
        return switch (connection) {
            case SHARED -> shared;
            case OWN -> own;
        };
    }

    private Request request(HttpCall call) throws HostHttpException {
        var body = call.method().equals("GET")
                ? null
                : RequestBody.create(call.body().getBytes(StandardCharsets.UTF_8));
        var request = new Request.Builder().url(site.url(call.path())).method(call.method(), body);
        for (var header : headers.of(call).entrySet()) {
            try {
                request.header(header.getKey(), header.getValue());
            } catch (IllegalArgumentException illegal) {
                // Without its message: it quotes the value.
                throw Headers.illegal(header.getKey());
            }
        }
        return request.build();
    }

    private HttpAnswer answer(HttpCall call, Call exchange) throws HostHttpException {
        long begin = System.nanoTime();
        try (Response response = exchange.execute()) {
            var body = start(response);
            return new HttpAnswer(
                    response.code(), lowerCase(response), body, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException failed) {
            var asked = call.method() + " " + site.url(call.path()) + " " + where;
            throw new HostHttpException(
                    asked + ": " + HttpFailure.reason(failed, call.timeout()), HttpFailure.next(failed), failed);
        }
    }

    private static String start(Response response) throws IOException {
        var source = response.body().source();
        source.request(LARGEST_BODY);
        var kept = source.getBuffer();
        return kept.readString(Math.min(kept.size(), LARGEST_BODY), StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> lowerCase(Response response) {
        var headers = new TreeMap<String, List<String>>();
        response.headers().toMultimap().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    @Override
    public void close() {
        shared.dispatcher().cancelAll();
        shared.connectionPool().evictAll();
        own.connectionPool().evictAll();
    }
}
