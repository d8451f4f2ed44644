package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a person has of a host that failed: the answer, the site's logs since the switch, the words of a failed step. */
@Execution(ExecutionMode.CONCURRENT)
class EvidenceTest {
    private static final String LOG = "shared/php.log";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private static Path log(EmbeddedFleet fleet, String host) throws IOException {
        var log = fleet.host(host).sitePath().resolve(LOG);
        Files.createDirectories(log.getParent());
        return log;
    }

    /** The site logs an error as soon as the new release is asked, as a broken build does. */
    private Operator operator(DemoSite site, String fails) throws IOException {
        var inventory = Files.readString(site.inventoryFile())
                .replace("  web:\n    host:", "  logs: [" + LOG + ", /var/log/none.log]\n  web:\n    host:");
        var playbook = Files.readString(site.playbookFile())
                .replace("probe:", "  - { name: queue, run: \"" + fails + "\" }\nprobe:");
        return Operator.of(inventory, playbook, directory);
    }

    private static Ended release(Operator operator, DemoSite site, String id, String... more) {
        var arguments = new ArrayList<>(
                List.of("release", "--artifact", site.goodArtifact().toString(), "--release", id, "--yes"));
        arguments.addAll(List.of(more));
        return operator.run(arguments.toArray(String[]::new));
    }

    @Test
    void a_failed_health_check_has_its_answer_and_the_log_since_the_switch_everywhere() throws IOException {
        try (var fleet = EmbeddedFleet.builder()
                .hosts(2)
                .directory(directory.resolve("fleet"))
                .start()) {
            var site = DemoSite.on(fleet);
            for (var host : List.of("web01", "web02")) {
                Files.writeString(log(fleet, host), "of yesterday\n");
            }
            var fails =
                    "case $(pwd -P) in */2) printf 'PHP Fatal error: password=%s \\033[31m in index.php\\n' $((6 * 7))4711 >>../../shared/php.log;"
                            + " echo queue stands still; exit 3 ;; esac";
            var operator = operator(site, fails.replace("\\", "\\\\"));
            ends(0, release(operator, site, "1b"));
            var output = directory.resolve("out");

            var ended = release(operator, site, "2", "--output-dir", output.toString());

            ends(5, ended)
                    .shows("web01  " + LOG + " | PHP Fatal error: password=[secret]")
                    .shows("| queue stands still")
                    .shows("/var/log/none.log does not exist")
                    .shows("next  web01: sluice logs --site, fix the build, release again");
            assertFalse(ended.toString().contains("of yesterday"), ended::toString);
            assertFalse(ended.toString().contains("424711"), ended::toString);
            var result = Files.readString(output.resolve("result.json"));
            assertTrue(result.contains("\"evidence\"") && result.contains("PHP Fatal error"), result);
            var explained = operator.run("explain", "web01");
            ends(0, explained)
                    .shows("  failed   in r-")
                    .shows("             PHP Fatal error: password=[secret]")
                    .shows("             queue stands still");
            assertFalse(Files.readString(output.resolve("events.jsonl")).contains("424711"));
        }
    }

    @Test
    void the_logs_of_a_site_are_shown_by_host_and_followed_until_the_end() throws Exception {
        try (var fleet = EmbeddedFleet.builder()
                .hosts(2)
                .directory(directory.resolve("fleet"))
                .start()) {
            var site = DemoSite.on(fleet);
            Files.writeString(log(fleet, "web01"), "one\ntwo\nweb02  /etc/passwd\n\033]0;title\007three\n");
            Files.writeString(log(fleet, "web02"), "four\n");
            var operator = operator(site, "true");

            var all = operator.run("logs", "--site", "--lines", "2");
            var one = operator.run("logs", "--site", "web02", "-o", "json");

            assertEquals(
                    List.of(
                            "web01  " + LOG,
                            "  web02  /etc/passwd",
                            "  three",
                            "web01  /var/log/none.log does not exist",
                            "web02  " + LOG,
                            "  four",
                            "web02  /var/log/none.log does not exist"),
                    all.out().lines().toList());
            assertTrue(
                    one.out().contains("\"lines\" : [ \"four\" ]") || one.out().contains("\"four\""), one::toString);
            assertFalse(one.out().contains("three"), one::toString);
            ends(2, operator.run("logs", "--follow", "r-1")).found("add --site");
            ends(2, operator.run("logs")).found("no rollout is named");
            ends(2, operator.run("logs", "--site", "nobody")).found("no host is called nobody");
        }
    }

    @Test
    void the_words_of_a_failed_step_are_in_the_message_the_log_and_the_record() throws IOException {
        try (var fleet = EmbeddedFleet.builder()
                .hosts(1)
                .directory(directory.resolve("fleet"))
                .start()) {
            var site = DemoSite.on(fleet);
            var shared = fleet.host("web01").sitePath().resolve("shared");
            Files.createDirectories(shared.resolve("public"));
            var playbook = Files.readString(site.playbookFile())
                    .replace(
                            "  docroot: public\n",
                            "  docroot: public\n  shared: { directories: [public/media], files: [] }\n");
            var operator = Operator.of(Files.readString(site.inventoryFile()), playbook, directory);
            Files.createSymbolicLink(shared.resolve("public/media"), Path.of("/mnt/away"));

            var planned = operator.run("plan", "--artifact", site.goodArtifact().toString());

            System.out.println(planned);
            ends(4, planned).found("web01: shared/public/media leads nowhere: it is a link to '/mnt/away'");
            try (var names = Files.list(shared)) {
                assertEquals(1, names.count(), "no litter");
            }
        }
    }
}
