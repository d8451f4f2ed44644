package dev.sluice.it.page;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import dev.sluice.it.release.SluiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.openqa.selenium.Keys;
import tools.jackson.databind.json.JsonMapper;

/** A person who comes to the page of a real daemon with a token. */
final class Visit {
    private static final Pattern LISTENING = Pattern.compile("listening at (http://127\\.0\\.0\\.1:\\d+)/");

    private Visit() {}

    /** @return without a slash at its end, once the daemon listens there */
    static String address(SluiceProcess daemon) {
        Awaitility.await("a daemon that listens")
                .atMost(Duration.ofMinutes(1))
                .until(() -> LISTENING.matcher(daemon.outSoFar()).find());
        var found = LISTENING.matcher(daemon.outSoFar());
        assertTrue(found.find());
        return found.group(1);
    }

    static String token(Operator operator, String scopes) {
        var made = operator.run("token", "create", "anna", "--scope", scopes);
        ends(0, made);
        return made.out().strip();
    }

    static void signIn(Browser browser, String address, String token) {
        browser.open(address + "/");
        assertEquals("/login", browser.path());
        browser.find("#token").sendKeys(token, Keys.ENTER);
        browser.await(() -> browser.path().startsWith("/sites/"));
    }

    /** The configuration of a daemon that serves the site, and takes its builds. */
    static String config(PaperSite site, Path directory) throws IOException {
        var files = site.files();
        return Files.writeString(directory.resolve("sluice.yml"), """
                        sites: [{ inventory: %s, playbook: %s }]
                        listen: 127.0.0.1:0
                        artifacts: [%s]
                        """.formatted(
                                files.inventoryFile(),
                                files.playbookFile(),
                                Path.of(site.build()).getParent()))
                .toString();
    }

    /** By REST, as a pipeline does it, up to the first gate; returns the rollout's id when it has started. */
    static String release(String address, String token, String build, String id) {
        return post(
                address + "/api/v1/sites/demo/shop/rollouts",
                token,
                "{\"artifact\":\"%s\",\"release\":\"%s\",\"until\":1}".formatted(build, id));
    }

    /** Sends it until it is accepted: the process that ended the rollout before has to let go of the fleet first. */
    static String post(String url, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = Awaitility.await(url)
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()),
                        sent -> sent.statusCode() == 202);
        return JsonMapper.shared().readTree(answer.body()).path("rollout").asString();
    }
}
