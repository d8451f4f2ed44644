package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Signal;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import dev.sluice.it.release.UnpackedProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody aborts a build of Jenkins, which ends its processes by SIGTERM. The rollout is started as Jenkins does: by the launcher of the package, without
 * a terminal, with its variables. One after the other: a command has four seconds to come to order, and needs a processor for that.
 */
class AbortedBuildsTest {
    private static final Map<String, String> JENKINS = Map.of(
            "JENKINS_URL", "https://ci.example.org/",
            "BUILD_TAG", "jenkins-shop-12",
            "BUILD_USER_ID", "anna",
            "JENKINS_NODE_COOKIE", "durable-4711");
    private static final List<String> REPORTS =
            List.of("result.json", "events.jsonl", "junit.xml", "summary.md", "report/index.html");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path products;

    @SuppressWarnings("NullAway.Init")
    private static UnpackedProduct product;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private PaperSite site;

    @SuppressWarnings("NullAway.Init")
    private Operator build;

    @BeforeAll
    static void unpack() throws IOException {
        product = UnpackedProduct.in(products);
    }

    @BeforeEach
    void start() throws IOException {
        site = PaperSite.start(3, directory, playbook -> playbook.replace("[1, 34%, 50%]", "[1, 1, 1]")
                .replace("soak: 1s", "soak: 2s"));
        build = site.operator().launchedBy(product.launcher()).with(JENKINS);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_build_that_is_aborted_leaves_its_reports_and_every_host_on_one_side() throws IOException {
        abortedAt("HostSwitched");
    }

    @Tag("everything")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RolloutStarted",
                "HostLocked",
                "HostStaged",
                "BatchStarted",
                "HostSwitching",
                "HostProved",
                "HostHealthy",
                "SoakStarted",
                "GateOpened"
            })
    void so_does_one_that_is_aborted_at_another_moment(String moment) throws IOException {
        abortedAt(moment);
    }

    private void abortedAt(String moment) throws IOException {
        try (var release = build.start(site.release("2", "--output-dir", "out"))) {
            build.events("out").await(moment, release);
            release.signal(Signal.TERM);
            var ended = ends(143, release.await()).shows("interrupted by SIGTERM: sluice resume r-");
            for (var report : REPORTS) {
                assertTrue(
                        Files.exists(directory.resolve("out").resolve(report)),
                        () -> report + " is missing: " + ended.ended());
            }
        }
        var result = new JsonMapper().readTree(Files.readString(directory.resolve("out/result.json")));
        assertEquals(143, result.path("exitCode").asInt(), result::toString);
        assertTrue(result.path("actor").asString().startsWith("anna, jenkins-shop-12, "), result::toString);
        assertTrue(Set.of("1", "2").containsAll(site.live()), site.live()::toString);

        var person = site.operator();
        ends(0, person.run("hosts", "--live"));
        ends(0, person.run("status")).shows("interrupted since ");
        ends(13, person.run(site.release("3"))).shows("sluice resume r-");
        ends(0, person.run("resume", "--last", "--yes"));
        everywhere(site.fleet(), "2");
    }
}
