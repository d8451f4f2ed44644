package dev.sluice.http;

import dev.sluice.engine.WebDownload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** GET by https, by the proxy that Java is configured with. Redirects are followed, to https only. */
public final class OkWebDownload implements WebDownload {
    /** Without any progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int PIECE = 65_536;

    private final OkHttpClient client;

    /** Trusts the certificate authorities of the Java runtime. */
    public OkWebDownload() {
        this(new OkHttpClient());
    }

    /** Trusts what {@code base} trusts. */
    OkWebDownload(OkHttpClient base) {
        this.client = base.newBuilder()
                .followRedirects(true)
                .followSslRedirects(false)
                .connectTimeout(PATIENCE)
                .readTimeout(PATIENCE)
                .build();
    }

    @Override
    public void write(URI from, OutputStream to, long longest) throws IOException {
        var url = HttpUrl.get(from);
        if (url == null || !url.isHttps()) {
            throw new IOException("the address is not a valid one of https");
        }
        // Compressed on the way, it would be other bytes than those that the digest is of.
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", "sluice")
                .header("Accept-Encoding", "identity")
                .build();
        try (var response = answer(request)) {
            if (!response.isSuccessful()) {
                throw new IOException("the web server answered " + response.code());
            }
            copy(response.body().byteStream(), to, longest);
        }
    }

    private Response answer(Request request) throws IOException {
        try {
            return client.newCall(request).execute();
        } catch (IOException failed) {
            throw new IOException(HttpFailure.reason(failed, PATIENCE), failed);
        }
    }

    private static void copy(InputStream in, OutputStream to, long longest) throws IOException {
        var piece = new byte[PIECE];
        long left = longest;
        for (int count = read(in, piece); count >= 0; count = read(in, piece)) {
            left -= count;
            if (left < 0) {
                throw new IOException("it is longer than " + longest + " bytes");
            }
            to.write(piece, 0, count);
        }
    }

    private static int read(InputStream in, byte[] piece) throws IOException {
        try {
            return in.read(piece);
        } catch (IOException failed) {
            throw new IOException(HttpFailure.reason(failed, PATIENCE), failed);
        }
    }
}
