package dev.sluice.http;

import dev.sluice.engine.WebPost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** POST to programs outside of the fleet, by the proxy that Java is configured with. It follows no redirect and repeats nothing. */
public final class OkWebPost implements WebPost {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int LARGEST_BODY = 4096;

    private final OkHttpClient client;

    /** Trusts the certificate authorities of the Java runtime. */
    public OkWebPost() {
        this(new OkHttpClient());
    }

    /** Trusts what {@code base} trusts. */
    OkWebPost(OkHttpClient base) {
        this.client = base.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                // Messages are minutes apart: no connection is worth keeping.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    @Override
    public Answer send(Call call) throws IOException {
        var url = HttpUrl.parse(call.url());
        if (url == null) {
            throw new IOException("the URL is not a valid one");
        }
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", "sluice")
                .post(RequestBody.create(call.body().getBytes(StandardCharsets.UTF_8), JSON));
        call.headers().forEach(request::header);
        var exchange = client.newCall(request.build());
        exchange.timeout().timeout(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try (var response = exchange.execute()) {
            var source = response.body().source();
            source.request(LARGEST_BODY);
            var kept = source.getBuffer();
            return new Answer(
                    response.code(), kept.readString(Math.min(kept.size(), LARGEST_BODY), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new IOException(HttpFailure.reason(failed, call.timeout()), failed);
        }
    }
}
