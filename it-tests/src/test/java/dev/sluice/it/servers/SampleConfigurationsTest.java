package dev.sluice.it.servers;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The nginx configurations that frameworks hand out as samples keep the endpoint out: doctor says which lines let it in. */
class SampleConfigurationsTest {
    private static final RealFleet FLEET = RealFleet.start(2);
    private static final NginxFile SYMFONY = new NginxFile(FLEET.host(1), FLEET.directory());
    private static final NginxFile LARAVEL = new NginxFile(FLEET.host(2), FLEET.directory());

    @BeforeAll
    static void configure_the_web_servers_as_the_samples_do() throws IOException {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
        SYMFONY.use(NginxFile.SYMFONY, List.of());
        LARAVEL.use("""
            location / { try_files $uri $uri/ /index.php?$query_string; }
            location ~ ^/index\\.php(/|$) { PHP }
            location ~ /\\.(?!well-known).* { deny all; }
            """, List.of());
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    @Tag("everything")
    void doctor_names_the_exact_lines_and_with_them_a_release_works(@TempDir Path directory) throws IOException {
        var operator = Operator.of(FLEET, PlaybookText.simple(), directory);

        ends(4, operator.run("doctor")).shows("Symfony's sample configuration").shows("Laravel's sample configuration");
        Map<String, List<String>> lines = lines(operator);
        SYMFONY.add(lines.getOrDefault("web01", List.of()));
        LARAVEL.add(lines.getOrDefault("web02", List.of()));

        ends(0, operator.run("doctor"));
        ends(0, operator.release(SampleSite.of("v2")));
        ends(0, operator.run("doctor")).shows("endpoint: it answers, and PHP serves what current names");

        SYMFONY.add(List.of());
        LARAVEL.add(List.of());
        ends(4, operator.run("doctor"))
                .shows("nginx answers 404 for /_sluice.php itself, and PHP is not asked")
                .shows("the web server sends /_sluice.php as text instead of running it")
                .shows("location = /_sluice.php {");
    }

    private static Map<String, List<String>> lines(Operator operator) {
        Ended ended = ends(4, operator.run("doctor", "-o", "json")).ended();
        var byHost = new java.util.HashMap<String, List<String>>();
        for (JsonNode finding : new JsonMapper().readTree(ended.out()).path("findings")) {
            var added =
                    finding.path("lines").valueStream().map(JsonNode::asString).toList();
            if (!added.isEmpty()) {
                finding.path("hosts").forEach(host -> byHost.put(host.asString(), added));
            }
        }
        assertEquals(2, byHost.size(), ended::toString);
        return byHost;
    }
}
