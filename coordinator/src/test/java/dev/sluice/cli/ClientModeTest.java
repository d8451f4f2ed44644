package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that a daemon runs print what they print where they are typed, and end with the same code. */
class ClientModeTest {
    private ServedProject served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedProject();
    }

    @AfterEach
    void end() throws Exception {
        served.close();
    }

    /** Without what differs from one rollout to the next: ids, times, digests, ports, directories, and who asks. */
    private static String same(String text, Path directory) {
        return text.replace(directory.toString(), "DIR")
                .replaceAll("DIR/daemon/\\.uploads/[0-9a-f]{64}", "DIR")
                .replaceAll("r-[0-9a-f]{4,}", "r-ID")
                .replaceAll("[0-9a-f]{64}", "HASH")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?", "TIME")
                .replaceAll("\\b[0-9]+(\\.[0-9]+)? ?m?s\\b", "N s")
                .replaceAll("127\\.0\\.0\\.[0-9]+:[0-9]+|port [0-9]+", "PORT")
                .replaceAll("by (token jenkins: approved by )?[^,\\n]+(, [^\\n]+)?", "by WHO")
                .replaceAll("(succeeded|reverted) +[^\\n]+", "$1 WHO")
                .replaceAll("[ -]+", " ");
    }

    /** Each line through the daemon, and with a fleet of its own on this machine. */
    private void assertSame(List<String> lines) throws Exception {
        try (var local = DemoProject.start()) {
            for (var line : lines) {
                var code = Integer.parseInt(line.split(" ", 2)[0]);
                var words = line.split(" ", 2)[1];
                var there = with(words, "BUILD", served.archive(), served.builds());
                var here = with(words, "BUILD", served.packed(local.artifact(), "local.tar.gz"), served.builds());
                var remote = served.ends(code, there);
                var own = local.ends(code, here);
                assertEquals(
                        lines(own.out(), local.directory()),
                        lines(remote.out(), served.project().directory()),
                        line);
                assertEquals(
                        errors(own, local.directory()),
                        errors(remote, served.project().directory()),
                        line);
            }
        }
    }

    private static String with(String words, String name, Path build, Path elsewhere) throws Exception {
        var fixed = elsewhere.resolve("build.tar.gz");
        Files.deleteIfExists(fixed);
        Files.copy(build, fixed);
        return words.replace(name, fixed.toString());
    }

    /** Hosts are worked on side by side: their lines come in any order. */
    private static String lines(String text, Path directory) {
        return same(text, directory).lines().sorted().collect(Collectors.joining("\n"));
    }

    private static List<String> errors(CommandLineRun run, Path directory) {
        return same(run.err(), directory)
                .lines()
                .filter(line -> line.startsWith("sluice:") || line.startsWith(" next"))
                .toList();
    }

    @Test
    void a_rollout_that_waits_is_promoted_by_another_client_and_reads_as_on_this_machine() throws Exception {
        assertSame(List.of(
                "0 validate",
                "2 status",
                "0 plan --artifact BUILD --release v2",
                "2 release --artifact BUILD --release v2",
                "8 release --yes --artifact BUILD --release v2 --until 1",
                "0 status",
                "0 hosts",
                "13 release --yes --artifact BUILD --release v3",
                "0 promote --yes --approved-by anna",
                "2 promote --yes",
                "0 status --watch",
                "0 hosts --live",
                "0 rollback --yes",
                "0 audit verify"));
        assertTrue(served.ends(0, "history").out().contains("token jenkins"));
        assertTrue(
                served.ends(0, "history").out().contains("promoted after batch 1 by token jenkins: approved by anna"));
    }

    @Test
    void a_rollout_is_aborted_and_a_frozen_fleet_begins_nothing() throws Exception {
        assertSame(List.of(
                "8 release --yes --artifact BUILD --release v2 --until 1",
                "0 abort --revert --yes",
                "0 freeze --message audit",
                "14 release --yes --artifact BUILD --release v3",
                "0 unfreeze",
                "0 hosts disable web02 --reason disk",
                "0 hosts",
                "0 hosts enable web02",
                "0 prune --yes",
                "2 abort --yes",
                "2 release --no-such-option",
                "2 hosts --limit nothing"));
    }

    @Test
    void a_release_that_fails_is_reverted_and_its_reports_are_here() throws Exception {
        var reports = served.project().directory().resolve("reports");
        var bad = served.packed(served.project().badArtifact(), "bad.tar.gz");
        var run = served.ends(5, "release --yes --artifact", bad, "--output-dir", reports);
        assertTrue(run.out().contains("reverted"), run::out);
        for (var file : List.of("result.json", "events.jsonl", "junit.xml", "summary.md", "report/index.html")) {
            assertTrue(Files.size(reports.resolve(file)) > 0, file);
        }
        assertTrue(Files.readString(reports.resolve("result.json")).contains("\"token jenkins\""));
    }

    @Test
    void what_an_option_is_set_to_in_the_environment_here_counts_there() throws Exception {
        var run = served.clientIn(
                Map.of("SLUICE_RELEASE", "v7", "SLUICE_YES", "true"), "release --artifact", served.archive());
        assertEquals(0, run.exitCode(), run::err);
        assertEquals("v7", served.project().live("web01"));
        var hosts = served.clientIn(Map.of("SLUICE_LIMIT", "web02"), "hosts");
        assertFalse(hosts.out().contains("web01"), hosts::out);
        assertTrue(hosts.out().contains("web02"), hosts::out);
        assertEquals(
                2,
                served.clientIn(Map.of("SLUICE_LIMIT", "web02"), "abort --revert --yes")
                        .exitCode());
        assertEquals(
                2,
                served.clientIn(Map.of("SLUICE_INVENTORY", "other.yml"), "hosts")
                        .exitCode());
    }

    @Test
    void an_artifact_that_was_uploaded_for_the_plan_is_not_sent_again() throws Exception {
        var build = served.archive();
        assertTrue(served.ends(0, "plan --artifact", build).err().contains("uploading"));
        assertFalse(served.ends(0, "release --yes --artifact", build).err().contains("uploading"));
    }

    @Test
    void the_digest_beside_an_artifact_goes_with_it() throws Exception {
        var build = served.archive();
        assertEquals(3, served.client("plan --require-digest --artifact", build).exitCode());
        Files.writeString(build.resolveSibling("build.tar.gz.sha256"), "0".repeat(64) + "  build.tar.gz\n");
        var wrong = served.ends(3, "plan --require-digest --artifact", build);
        assertTrue(wrong.err().contains("its .sha256 contains 0000"), wrong::err);
    }

    @Test
    void what_is_no_file_here_is_not_sent() throws Exception {
        var directory =
                served.ends(2, "release --yes --artifact", served.project().artifact());
        assertTrue(directory.err().contains("tar -czf"), directory::err);
        assertTrue(
                served.ends(3, "release --yes --artifact nowhere.tar.gz").err().contains("daemon:nowhere.tar.gz"));
    }

    @Test
    void an_artifact_of_the_daemon_is_below_its_directories_of_artifacts() throws Exception {
        var inside = Files.copy(served.archive(), served.builds().resolve("b.tar.gz"));
        served.ends(0, "plan --artifact", "daemon:" + inside);
        var outside = served.ends(2, "plan --artifact", "daemon:" + served.archive());
        assertTrue(outside.err().contains("is not in a directory that sluice.yml names"), outside::err);
        var link = Files.createSymbolicLink(served.builds().resolve("link.tar.gz"), served.archive());
        served.ends(2, "plan --artifact", "daemon:" + link);
    }

    @Test
    void files_of_the_daemon_are_named_by_no_client() {
        for (var line : List.of(
                "hosts --inventory inventory.yml",
                "hosts --playbook=/etc/shadow",
                "history --state /tmp",
                "hosts --limit=@/etc/passwd",
                "hosts --exclude=!@/etc/passwd",
                "release --yes --plan /tmp/plan.json",
                "plan --out /tmp/plan.json --release v2")) {
            var run = served.ends(2, line);
            assertTrue(run.err().contains("sluice: --"), run::err);
        }
    }

    @Test
    void a_command_of_this_machine_alone_is_refused_with_the_reason() {
        for (var line : List.of("keygen", "trust web01", "serve", "unlock --lock x", "schedule run", "version")) {
            var run = served.ends(2, line);
            assertTrue(
                    run.err().contains("no daemon runs sluice " + line.replaceFirst(" (web01|--lock x)", "")),
                    run::err);
        }
        assertEquals(
                0,
                CommandLineRun.in(Map.of("SLUICE_SERVER", served.url()), "version")
                        .exitCode());
        assertEquals(
                2,
                CommandLineRun.in(Map.of("SLUICE_SERVER", served.url()), "rotate")
                        .exitCode());
    }

    @Test
    void a_caller_without_the_scope_or_with_an_unknown_token_changes_nothing() throws Exception {
        var reader = Map.of("SLUICE_TOKEN", "grafana.read");
        assertEquals(0, served.clientIn(reader, "hosts").exitCode());
        var live = served.clientIn(reader, "hosts --live");
        assertEquals(2, live.exitCode());
        assertTrue(live.err().contains("token grafana has not the scope plan"), live::err);
        var release = served.clientIn(reader, "release --yes --artifact", served.archive());
        assertEquals(2, release.exitCode());
        assertTrue(served.clientIn(Map.of("SLUICE_TOKEN", "unknown"), "hosts")
                .err()
                .contains("set SLUICE_TOKEN"));
        assertTrue(served.clientIn(Map.of("SLUICE_TOKEN", ""), "hosts").err().contains("SLUICE_TOKEN is empty"));
        assertEquals("1", served.project().live("web01"));
    }

    @Test
    void a_site_that_is_not_served_is_refused() {
        var run = served.ends(2, "--fleet other/site hosts");
        assertTrue(run.err().contains("this daemon serves no such site"), run::err);
        served.ends(0, "--fleet demo/shop hosts");
        served.ends(0, "hosts --fleet demo/shop");
    }

    @Test
    void a_daemon_that_cannot_be_reached_is_tried_for_a_while() {
        var run = CommandLineRun.in(
                Map.of("SLUICE_TOKEN", "jenkins"), "--server", "http://127.0.0.1:1", "--reconnect", "500ms", "hosts");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("could not be reached"), run::err);
    }
}
