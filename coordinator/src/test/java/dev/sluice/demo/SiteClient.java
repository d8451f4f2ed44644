package dev.sluice.demo;

import dev.sluice.endpoint.EndpointAnswer;
import dev.sluice.endpoint.EndpointKey;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointTrust;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.Purpose;
import dev.sluice.endpoint.RequestSigner;
import dev.sluice.endpoint.SignedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Visits the site of one host, and puts releases there as a rollout would. */
final class SiteClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final EndpointKey key = EndpointKey.generate(new SecureRandom());
    private final EmbeddedHost host;
    private final EndpointSite here;

    SiteClient(EmbeddedHost host) throws IOException {
        this.host = host;
        this.here = new EndpointSite("demo", "shop", host.name());
        var trust = new EndpointTrust(List.of(key.publicKey()), here, EndpointTrust.LOOPBACK);
        Files.createDirectories(host.sitePath().resolve(".sluice"));
        Files.writeString(host.sitePath().resolve(".sluice/endpoint.json"), trust.json());
    }

    /** A release with the endpoint and its marker, not live yet. */
    Path stage(String id, SampleRelease content) throws IOException {
        var release = host.sitePath().resolve("releases").resolve(id);
        content.writeTo(release, id);
        Files.writeString(release.resolve("public/_sluice.php"), "<?php\n");
        Files.writeString(release.resolve(".sluice-release"), "id=" + id + "\n");
        return release;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** The release that each of so many answers of the front page is from. */
    List<String> visits(int count) throws IOException, InterruptedException {
        var releases = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            releases.add(get("/").headers().firstValue("x-release").orElse("none"));
        }
        return releases;
    }

    EndpointRequest ask(Operation operation) {
        return ask(operation, here, Instant.now());
    }

    EndpointRequest ask(Operation operation, EndpointSite at, Instant when) {
        var nonce = UUID.randomUUID().toString().replace("-", "");
        return new EndpointRequest(1, operation, at, "", Purpose.RELEASE, nonce, when.getEpochSecond());
    }

    SignedRequest sign(EndpointRequest request) {
        return new RequestSigner(key).sign("/_sluice.php", request);
    }

    HttpResponse<String> post(SignedRequest signed) throws IOException, InterruptedException {
        return post(signed, Duration.ofSeconds(30));
    }

    HttpResponse<String> post(SignedRequest signed, Duration timeout) throws IOException, InterruptedException {
        var request = request(signed.path())
                .header(SignedRequest.OWN_HEADER, signed.authorization())
                .timeout(timeout)
                .POST(BodyPublishers.ofString(signed.body()))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    EndpointAnswer answer(EndpointRequest request) throws IOException, InterruptedException {
        return EndpointAnswer.parse(post(sign(request)).body());
    }

    EndpointState state(Operation operation) throws IOException, InterruptedException {
        return (EndpointState) answer(ask(operation));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + host.webPort() + path));
    }
}
