package dev.sluice.remote;

import dev.sluice.document.HarmlessText;
import dev.sluice.remote.ServerException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to a daemon. No redirection is followed: the token is for this address. */
final class DaemonHttp {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int MOST_ANSWER = 4 << 20;
    private static final int MOST_WORDS = 1_000;
    private static final int OK = 200;
    private static final int ERRORS = 300;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERRORS = 500;
    /** The daemon, or the proxy before it, has too much to do. */
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private static final JsonMapper MAPPER = new JsonMapper();

    private final ServerAddress server;
    private final AccessToken token;
    private final HttpClient client;

    DaemonHttp(ServerAddress server, ServerTrust trust, AccessToken token) {
        this.server = server;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .sslContext(trust.context())
                .connectTimeout(CONNECT)
                .followRedirects(Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", token.header())
                .header("User-Agent", "sluice");
    }

    JsonNode get(String path) throws IOException, ServerException, InterruptedException {
        return json(request(path).timeout(ANSWER).build());
    }

    /** Empty where there is no such thing. */
    Optional<JsonNode> find(HttpRequest.Builder request) throws IOException, ServerException, InterruptedException {
        var response = send(request.timeout(ANSWER).build());
        if (response.statusCode() == NOT_FOUND) {
            response.body().close();
            return Optional.empty();
        }
        try (var body = checked(response)) {
            return Optional.of(parse(body));
        }
    }

    JsonNode post(String path, Object body) throws IOException, ServerException, InterruptedException {
        var content = BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body));
        return json(request(path)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(content)
                .build());
    }

    /** Without an end: a large body takes its time. */
    JsonNode put(HttpRequest.Builder request, BodyPublisher body)
            throws IOException, ServerException, InterruptedException {
        return json(request.PUT(body).build());
    }

    private JsonNode json(HttpRequest request) throws IOException, ServerException, InterruptedException {
        try (var body = open(request)) {
            return parse(body);
        }
    }

    private JsonNode parse(InputStream body) throws IOException, ServerException {
        try {
            return MAPPER.readTree(text(body));
        } catch (JacksonException e) {
            throw notSluice(e);
        }
    }

    private static byte[] text(InputStream body) throws IOException {
        var bytes = body.readNBytes(MOST_ANSWER + 1);
        if (bytes.length > MOST_ANSWER) {
            throw new IOException("its answer is longer than " + MOST_ANSWER + " bytes");
        }
        return bytes;
    }

    private ServerException notSluice(Exception cause) {
        var failure = new ServerException(
                Kind.REFUSED,
                server + " does not answer as a daemon of Sluice does",
                "check the address after --server");
        failure.initCause(cause);
        return failure;
    }

    /**
     * The body of an answer that is none of an error.
     *
     * @throws IOException when it may work later
     */
    InputStream open(String path) throws IOException, ServerException, InterruptedException {
        return open(request(path).timeout(ANSWER).build());
    }

    private InputStream open(HttpRequest request) throws IOException, ServerException, InterruptedException {
        return checked(send(request));
    }

    private HttpResponse<InputStream> send(HttpRequest request)
            throws IOException, ServerException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (SSLException e) {
            throw new ServerException(
                    Kind.REFUSED,
                    server + " is not trusted: " + e.getMessage(),
                    "its certificate has to be of this name, and of an authority that this Java trusts or that --ca FILE has");
        }
    }

    private InputStream checked(HttpResponse<InputStream> response) throws IOException, ServerException {
        var status = response.statusCode();
        if (status >= OK && status < ERRORS) {
            return response.body();
        }
        try (var body = response.body()) {
            var words = words(response, new String(text(body), StandardCharsets.UTF_8));
            if (LATER.contains(status)) {
                throw new IOException(words.what());
            }
            throw failure(status, words);
        }
    }

    private record Words(String what, String next) {}

    private static Words words(HttpResponse<?> response, String body) {
        try {
            var answer = MAPPER.readTree(body);
            var lines =
                    answer.path("error").valueStream().map(JsonNode::asString).toList();
            if (!lines.isEmpty()) {
                return new Words(
                        HarmlessText.line(String.join("; ", lines), MOST_WORDS),
                        HarmlessText.line(answer.path("next").asString(""), MOST_WORDS));
            }
        } catch (JacksonException e) {
            // A proxy answers in HTML.
        }
        return new Words("it answers with status " + response.statusCode(), "");
    }

    private ServerException failure(int status, Words words) {
        var what = server + ": " + words.what();
        var next = words.next();
        return switch (status) {
            case 401 ->
                new ServerException(
                        Kind.REFUSED,
                        what,
                        "set SLUICE_TOKEN to a token of this daemon: sluice token create makes one there");
            case 409 -> new ServerException(Kind.BUSY, what, next);
            default -> new ServerException(status >= SERVER_ERRORS ? Kind.LOST : Kind.REFUSED, what, next);
        };
    }
}
