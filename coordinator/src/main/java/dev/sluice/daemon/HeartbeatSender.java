package dev.sluice.daemon;

import dev.sluice.daemon.DaemonSpec.Heartbeat;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/** Requests a URL again and again. A request that fails is reported once, until one succeeds; none delays anything. */
final class HeartbeatSender {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ERRORS = 400;

    private final Heartbeat heartbeat;
    private final Consumer<String> failures;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private volatile boolean failing;

    HeartbeatSender(Heartbeat heartbeat, Consumer<String> failures) {
        this.heartbeat = heartbeat;
        this.failures = failures;
    }

    void send() {
        var request = HttpRequest.newBuilder(heartbeat.url()).timeout(TIMEOUT).build();
        var unused = client.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
            if (failure == null) {
                ended(answer.statusCode() < ERRORS, "status " + answer.statusCode());
            } else {
                ended(false, String.valueOf(failure.getMessage()));
            }
        });
    }

    private void ended(boolean succeeded, String why) {
        if (!succeeded && !failing) {
            failures.accept("the heartbeat to " + heartbeat.url().getHost() + " fails: " + why);
        }
        failing = !succeeded;
    }
}
