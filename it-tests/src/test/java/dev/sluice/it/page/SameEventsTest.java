package dev.sluice.it.page;

import static dev.sluice.it.page.Visit.address;
import static dev.sluice.it.page.Visit.release;
import static dev.sluice.it.page.Visit.signIn;
import static dev.sluice.it.page.Visit.token;
import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.page.Browser.Look;
import dev.sluice.it.release.Archive;
import dev.sluice.it.release.PaperSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** One rollout by four fronts: the command line, REST, a client, and the page. */
@Tag("everything")
class SameEventsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** What happened, without who did it, when, and what differs from one rollout to the next. */
    private List<String> events(String release) throws IOException {
        try (var files = Files.walk(directory.resolve("state"))) {
            for (var plan : files.filter(file -> file.endsWith("plan.json")).toList()) {
                if (Files.readString(plan).contains("\"id\": \"" + release + "\"")) {
                    return Files.readAllLines(plan.resolveSibling("journal.jsonl")).stream()
                            .map(line -> line.replace("\\\"", "\""))
                            .map(line -> line.substring(line.indexOf("\"type\"")))
                            .map(line -> line.replaceAll("\"(by|actor)\":\"[^\"]*\"", "\"$1\":\"\"")
                                    .replaceAll("[0-9]{4}-[0-9T:.-]+Z|PT[0-9.]+S|[0-9a-f]{8,}|\\b[0-9]+\\b", "N")
                                    .replaceAll("(?<=[\"/])(N|first|v[0-9])(?=\")", "R"))
                            .sorted() // hosts are worked on side by side
                            .toList();
                }
            }
        }
        throw new IllegalStateException("no record of " + release);
    }

    @Test
    void a_rollout_has_the_same_events_whichever_front_it_is_started_and_promoted_by() throws Exception {
        try (var site = PaperSite.start(2, directory, playbook -> playbook);
                var daemon = site.operator().start("serve", "--config", Visit.config(site, directory));
                var browser = Browser.start()) {
            var address = address(daemon);
            var token = token(site.operator(), "read,plan,run,approve,stop");
            var client = site.operator().asClient(address, token);
            signIn(browser.as(Look.DESKTOP), address, token);

            ends(0, site.operator().run(site.release("first"))); // makes the hosts this project's
            ends(8, site.operator().run(site.release("v2", "--until", "1")));
            ends(0, site.operator().run("promote", "--yes"));

            var file = Archive.of(Path.of(site.build())).toString();
            ends(8, client.run("release", "--artifact", file, "--release", "v4", "--until", "1", "--yes"));
            ends(0, client.run("promote", "--yes"));

            var rollout = release(address, token, site.build(), "v3");
            Visit.post(address + "/api/v1/sites/demo/shop/rollouts/" + rollout + "/promote", token, "{}");
            awaitEnd("v3");

            release(address, token, site.build(), "v5");
            browser.open(address + "/sites/demo/shop");
            browser.find("a[href*='/rollouts/']").click();
            browser.await(() -> browser.ids("[id^=act-]").contains("act-promote"));
            browser.tabTo("act-promote");
            browser.press(Keys.ENTER);
            awaitEnd("v5");

            var line = events("v2");
            assertTrue(line.size() > 10, line::toString);
            for (var other : List.of("v3", "v4", "v5")) {
                assertEquals(line, events(other), other);
            }
        }
    }

    private void awaitEnd(String release) {
        Awaitility.await().until(() -> events(release).toString().contains("RolloutFinished"));
    }
}
