package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The effects of options that many commands have, for each command that has them. */
class ObeyedOptionsTest {
    private DemoProject project;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.start();
    }

    @AfterEach
    void end() {
        project.close();
    }

    private CommandLineRun run(String line, Object... more) {
        return project.line(line, more);
    }

    private CommandLineRun ends(int code, String line, Object... more) {
        return project.ends(code, line, more);
    }

    private void released(String id) {
        project.released(id);
    }

    private static List<String> commandsWith(String option) {
        var found = new ArrayList<String>();
        SluiceCommand.commandLine().getSubcommands().forEach((name, line) -> add(name, line, option, found));
        assertFalse(found.isEmpty(), option);
        return found;
    }

    private static void add(String name, CommandLine line, String option, List<String> found) {
        if (line.getCommandSpec().findOption(option) != null) {
            found.add(name + needed(name));
        }
        line.getSubcommands().forEach((sub, below) -> add(name + " " + sub, below, option, found));
    }

    private static String needed(String command) {
        return switch (command) {
            case "plan", "stage", "release" -> " --artifact=build";
            case "explain", "trust" -> " web01";
            case "logs" -> " r-00000001";
            case "unlock" -> " --lock=r-00000001";
            case "rotate" -> " --new=key.pem";
            case "setup" -> " --apply --yes";
            case "abort" -> " --leave";
            case "schedule trigger", "schedule resume" -> " nightly";
            case "schedule pause" -> " --reason=x nightly";
            case "freeze" -> " --message=sale";
            case "hosts disable" -> " web01 --reason=disk";
            case "hosts enable" -> " web01";
            default -> "";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"--inventory", "--playbook"})
    void the_file_that_is_named_is_read(String option) {
        for (var command : commandsWith(option)) {
            var run = run(command, option, "/nowhere/named.yml");
            assertTrue(run.err().contains("/nowhere/named.yml:1:1: "), command + ": " + run.err());
        }
    }

    @Test
    void records_are_in_the_state_directory_that_is_named() throws IOException {
        var open = Files.createDirectory(
                project.directory().resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        for (var command : commandsWith("--state")) {
            if (List.of("lock", "unlock", "self-check", "token").contains(command.split(" ", 2)[0])) {
                continue; // below, in SelfCheckTest and in TokenCommandTest
            }
            var run = run(command.replace("--artifact=build", "--artifact=" + project.artifact()), "--state", open);
            assertTrue(run.err().contains("chmod 700 " + open), command + ": " + run.err());
        }
        Files.delete(project.playbook());
        for (var command : List.of("lock", "unlock --lock=r-1")) {
            var run = run(command + " --fleet demo/shop", "--state", open);
            assertTrue(run.err().contains("chmod 700 " + open), command + ": " + run.err());
        }
    }

    @Tag("everything")
    @ParameterizedTest
    @ValueSource(strings = {"--limit=web02", "--exclude=web01"})
    void hosts_outside_of_the_scope_are_left_alone(String scope) throws IOException {
        released("v2");
        for (var line : List.of(
                "validate -o json", "doctor", "hosts --live", "lock", "plan --artifact " + project.artifact())) {
            var run = run(line, scope);
            assertTrue(run.out().contains("web02"), line + run.out() + run.err());
            assertFalse(run.out().contains("web01"), line + run.out());
        }
        var live = ends(0, "status --live", scope).out();
        assertTrue(live.lines().anyMatch(row -> row.contains("web01") && row.endsWith(" -")), live);
        assertTrue(live.lines().anyMatch(row -> row.contains("web02") && row.contains("serves v2")), live);
        for (var line : List.of(
                "adopt --yes", "rotate --yes --new " + project.directory().resolve("new.pem"))) {
            assertOnlySecond(ends(0, line, scope).out());
        }
        ends(0, "lock --yes --message night");
        var id = Pattern.compile("lock-[0-9a-f]+")
                .matcher(ends(0, "lock -o json").out())
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        assertOnlySecond(ends(0, "unlock --yes --lock " + id, scope).out());
        ends(0, "unlock --yes --lock " + id);
        ends(0, "release --yes", "--artifact", project.artifact(), "--release", "v3", scope);
        assertEquals(List.of("v2", "v3"), List.of(project.live("web01"), project.live("web02")));
        ends(0, "rollback --yes", scope);
        assertEquals(List.of("v2", "v2"), List.of(project.live("web01"), project.live("web02")));
        ends(0, "stage --yes", "--artifact", project.artifact(), "--release", "v4", scope);
        assertOnlySecond(ends(0, "converge --yes --exclude web02").out() + "web02");
        ends(0, "release --yes --release v4", scope);
        ends(0, "release --yes", "--artifact", project.artifact(), "--release", "v5", scope);
        assertFalse(ends(0, "prune --yes", scope).out().contains("web01"));
    }

    private static void assertOnlySecond(String out) {
        assertTrue(out.contains("web02"), out);
        assertFalse(out.contains("web01"), out);
    }

    @Test
    void a_scope_that_can_not_apply_is_refused() {
        released("v2");
        for (var scope : List.of("--limit", "--exclude")) {
            assertTrue(ends(2, "status", scope, "web01").err().contains("cannot apply: without --live"));
            assertTrue(ends(2, "hosts", scope, "NOBODY").err().contains("NOBODY matches no host"));
        }
        ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v3");
        assertTrue(ends(2, "rollback --yes", "--limit", "web02").err().contains("run it without --limit"));
        for (var line : List.of("abort --revert --yes", "promote --yes", "resume --yes", "pause")) {
            assertTrue(ends(2, line, "--exclude", "NOBODY").err().contains("NOBODY matches no host"), line);
        }
        ends(0, "abort --revert --yes");
    }

    @Tag("everything")
    @Test
    void a_limit_in_the_environment_is_not_ignored_by_what_changes_a_whole_rollout() {
        released("v2");
        ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v3");
        for (var line : List.of("abort --revert --yes", "promote --yes", "resume --yes")) {
            var run = project.runIn(Map.of("SLUICE_LIMIT", "web02"), line);
            assertEquals(2, run.exitCode(), run.out());
            assertTrue(run.err().contains("SLUICE_LIMIT is set, and cannot apply"), run.err());
        }
    }

    @Test
    void what_a_command_lists_has_the_format_that_is_named() {
        released("v2");
        for (var command : commandsWith("--output")) {
            if (command.startsWith("logs") || command.startsWith("token")) {
                continue; // for the site's own logs only; in TokenCommandTest
            }
            var line = command.replace("--artifact=build", "--artifact=" + project.artifact());
            assertTrue(run(line, "-o", "json").out().startsWith("{"), command);
            assertTrue(run(line, "-o", "yaml").out().startsWith("v: 1\n"), command);
        }
    }

    @Tag("everything")
    @Test
    void nothing_is_changed_without_yes_where_no_one_can_be_asked() throws IOException {
        released("v2");
        for (var line : List.of(
                "release --artifact " + project.artifact(),
                "stage --artifact " + project.artifact(),
                "rollback",
                "adopt",
                "lock --message night",
                "rotate --new " + project.directory().resolve("new.pem"))) {
            assertTrue(ends(2, line).err().contains("not confirmed"), line);
        }
        ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v3");
        for (var line : List.of("promote", "abort --revert", "abort --leave", "rollback")) {
            assertTrue(ends(2, line).err().contains("not confirmed"), line);
        }
        assertEquals(List.of("v3", "v2"), List.of(project.live("web01"), project.live("web02")));
    }

    @Tag("everything")
    @Test
    void a_rollout_is_reported_as_the_options_want_it() throws Exception {
        project.close();
        project = DemoProject.of(3);
        reported(0, "stage", "--artifact", project.artifact(), "--release", "v2");
        reported(8, "release", "--release", "v2", "--until", "1");
        reported(0, "promote");
        ends(0, "release --yes --limit web01", "--artifact", project.artifact(), "--release", "v3");
        reported(0, "rollback");
        ends(0, "release --yes --limit web01,web02", "--artifact", project.artifact(), "--release", "v4");
        reported(0, "converge", "--limit", "web03", "--artifact", project.artifact());
        project.replace(project.playbook(), "soak: 0s", "soak: 10m");
        var release = CompletableFuture.supplyAsync(
                () -> run("release --yes", "--artifact", project.artifact(), "--release", "v5"));
        while (!project.live("web01").equals("v5") && !release.isDone()) {
            Thread.onSpinWait();
        }
        assertTrue(ends(0, "pause").out().contains("no other host is started"));
        assertEquals(10, release.get().exitCode(), release.get()::toString);
        project.replace(project.playbook(), "soak: 10m", "soak: 0s");
        assertTrue(
                ends(2, "resume --yes", "--artifact", project.artifact()).err().contains("--artifact cannot apply"));
        var second = CompletableFuture.supplyAsync(() -> reported(10, "resume"));
        while (!run("pause").out().contains("no other host is started") && !second.isDone()) {
            Thread.onSpinWait();
        }
        second.get();
        reported(0, "abort", "--revert");
    }

    private CommandLineRun reported(int code, String command, Object... more) {
        var reports = project.directory().resolve("reports-" + command);
        var run = ends(code, command + " --yes --color always -v --output-dir " + reports, more);
        assertTrue(Files.exists(reports.resolve("events.jsonl")), command);
        assertTrue(Files.exists(reports.resolve("result.json")), command);
        assertTrue(run.out().contains("\u001b["), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d.*")), run.out());
        return run;
    }

    @Test
    void an_artifact_without_its_digest_is_refused_where_that_is_wanted() {
        for (var command : List.of("plan", "stage --yes", "release --yes")) {
            var run = ends(3, command, "--artifact", project.artifact(), "--require-digest");
            assertTrue(run.err().contains("no digest file and no signature, and one is required"), run.err());
        }
    }

    @Tag("everything")
    @Test
    void the_rollout_that_is_named_is_meant() {
        released("v2");
        for (var line : commandsWith("--last")) {
            assertTrue(ends(2, line + " r-ffff").err().contains("no rollout begins with r-ffff"), line);
            assertTrue(ends(2, line + " r-ffff --last").err().contains("not both"), line);
        }
        ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v3");
        for (var line : List.of("status", "audit verify", "logs")) {
            assertFalse(run(line + " r-ffff").out().contains("v3"), line);
        }
        assertTrue(ends(0, "pause --last").out().contains("waits already"));
        ends(0, "abort --revert --yes --last");
    }

    @Test
    void a_host_that_is_not_known_is_refused() {
        released("v2");
        for (var line : List.of("explain NOBODY", "trust NOBODY", "logs r- NOBODY")) {
            assertTrue(ends(2, line).err().contains("NOBODY"), line);
        }
    }

    @Tag("everything")
    @Test
    void the_demo_hands_its_options_on() {
        var run = CommandLineRun.of("demo", "--bad", "--color", "always", "--verbose");
        assertEquals(5, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("\u001b["), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d.*")), run.out());
    }

    @Test
    void an_option_without_the_one_that_it_belongs_to_is_refused() {
        for (var line : List.of(
                "release --artifact build --reason x",
                "plan --artifact build --reason x",
                "converge --reason x",
                "rollback --reason x",
                "promote --reason x",
                "resume --reason x",
                "release --release v2 --require-digest",
                "plan --release v2 --require-digest",
                "stage --release v2 --require-digest")) {
            assertTrue(ends(2, line).err().contains(" belongs to "), line);
        }
    }

    @Tag("everything")
    @Test
    void what_can_not_apply_to_the_rollout_at_hand_is_refused() {
        released("v2");
        ends(8, "release --yes --until 1", "--artifact", project.artifact(), "--release", "v3");
        assertTrue(
                ends(2, "promote --yes --accept-changes --reason x").err().contains("--accept-changes cannot apply"));
        assertTrue(ends(2, "promote --yes", "--approved-by", " ").err().contains("--approved-by is empty"));
        ends(0, "promote --yes --approved-by anna");
    }
}
