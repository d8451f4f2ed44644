package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.daemon.DaemonFile;
import dev.sluice.inventory.InventoryReference;
import dev.sluice.playbook.PlaybookReference;
import dev.sluice.web.AlertRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class CommandLineTest {
    @TempDir
    private Path folder;

    static Set<String> commands() {
        return SluiceCommand.commandLine().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_help_of_every_command_has_an_example_of_it(String command) {
        var help = CommandLineRun.of(command, "--help");
        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("Example"), help.out());
        assertTrue(help.out().lines().anyMatch(line -> line.startsWith("  sluice " + command)), help.out());
    }

    @Test
    void the_help_of_sluice_lists_every_command() {
        var help = CommandLineRun.of("--help");
        assertEquals(0, help.exitCode());
        for (var command : commands()) {
            assertTrue(help.out().lines().anyMatch(line -> line.strip().startsWith(command + " ")), command);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void an_unknown_option_is_a_usage_error(String command) {
        var refused = CommandLineRun.of(withWhatItNeeds(command, "--no-such-option"));
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("Unknown option: '--no-such-option'"), refused.err());
        assertEquals("", refused.out());
    }

    private static Stream<Object> files(Path inventory, Path playbook) {
        return Stream.of("-i", inventory, "-p", playbook);
    }

    private static Object[] withWhatItNeeds(String command, Object... more) {
        return Stream.concat(Stream.concat(Stream.of(command), needed(command)), Stream.of(more))
                .toArray();
    }

    private static Stream<String> needed(String command) {
        return switch (command) {
            case "plan", "stage", "release" -> Stream.of("--artifact=build");
            case "schema", "docs" -> Stream.of("playbook");
            case "explain", "trust" -> Stream.of("web01");
            case "logs" -> Stream.of("r-00000001");
            case "unlock" -> Stream.of("--lock=r-00000001");
            case "freeze" -> Stream.of("--message=sale");
            case "rotate" -> Stream.of("--new=key.pem");
            default -> Stream.empty();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relase", "--color"})
    void a_line_without_a_command_is_a_usage_error(String line) {
        var refused = line.isEmpty() ? CommandLineRun.of() : CommandLineRun.of(line);
        assertEquals(2, refused.exitCode());
        assertFalse(refused.err().isBlank());
    }

    @Test
    void a_release_id_with_a_slash_is_a_usage_error() {
        var refused = CommandLineRun.of("release", "--artifact", folder, "--release", "a/b");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("--release"), refused.err());
    }

    @Test
    void schema_and_docs_print_what_the_readers_read() {
        assertEquals(InventoryReference.schema(), printed("schema", "inventory"));
        assertEquals(PlaybookReference.schema(), printed("schema", "playbook"));
        assertEquals(InventoryReference.reference(), printed("docs", "inventory"));
        assertEquals(PlaybookReference.reference(), printed("docs", "playbook"));
        assertEquals(DaemonFile.schema(), printed("schema", "daemon"));
        assertEquals(DaemonFile.reference(), printed("docs", "daemon"));
        assertEquals(AlertRules.text(), printed("docs", "alerts"));
    }

    private static String printed(Object... arguments) {
        var run = CommandLineRun.of(arguments);
        assertEquals(0, run.exitCode(), run.err());
        return run.out();
    }

    @Test
    void a_document_that_does_not_exist_is_a_usage_error() {
        assertEquals(2, CommandLineRun.of("docs", "recipe").exitCode());
        assertEquals(2, CommandLineRun.of("schema").exitCode());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_prints_the_version(String command) {
        assertEquals(printed("version"), printed(command, "--version"));
        assertEquals(printed("version"), printed("audit", "verify", "-V"));
    }

    @Test
    void what_is_wrong_with_arguments_is_in_the_words_of_the_help() {
        assertUsage("KIND is missing: inventory, playbook or daemon", "schema");
        assertUsage("KIND is 'recipe', and has to be inventory or playbook or daemon", "schema", "recipe");
        assertUsage("'b' is one argument too many", "status", "a", "b");
        assertUsage("there is no command 'relase'", "relase");
        assertUsage("--limit needs a value: SELECTOR", "hosts", "--limit");
        assertUsage("--until is 'two', which is no N", "plan", "--artifact=a", "--until", "two");
        assertUsage("--color is 'red', and has to be auto or always or never", "demo", "--color", "red");
        assertUsage("--lock is missing: as sluice lock lists it", "unlock");
        assertUsage("--yes is given more than once", "adopt", "--yes", "--yes");
        assertUsage("--release is 'a/b': ", "release", "--release", "a/b");
        assertUsage("Unknown option: '--oops'", "hosts", "--oops");
        assertTrue(CommandLineRun.of("docs").err().contains("  example  sluice docs playbook\n"));
    }

    private static void assertUsage(String message, Object... words) {
        var run = CommandLineRun.of(words);
        assertEquals(2, run.exitCode(), run.err());
        assertTrue(run.err().contains("sluice: " + message), run.err());
        assertFalse(
                run.err().matches("(?s).*( index |positional|parameter |should be specified|Invalid value).*"),
                run.err());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void no_help_breaks_a_line_in_a_word_or_is_wider_than_a_terminal(String command) {
        var words = words(help(command, 400));
        var narrow = help(command, 80);
        assertTrue(narrow.lines().allMatch(line -> line.length() <= 80 || line.startsWith("  sluice ")), narrow);
        for (var word : words(narrow)) {
            assertTrue(words.contains(word), command + ": " + word + " in\n" + narrow);
        }
    }

    private static Set<String> words(String help) {
        return new HashSet<>(List.of(help.strip().split("\\s+")));
    }

    private static String help(String command, int width) {
        var line = Objects.requireNonNull(
                SluiceCommand.commandLine().getSubcommands().get(command));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(width);
        return line.getUsageMessage(Ansi.OFF);
    }

    @Test
    void version_prints_one_line() {
        var version = CommandLineRun.of("version");
        assertEquals(0, version.exitCode());
        assertTrue(version.out().matches("sluice \\S+\\R"), version.out());
        assertEquals(version.out(), CommandLineRun.of("--version").out());
    }

    @Test
    void validate_lists_every_problem_of_both_files_at_its_place() throws IOException {
        var inventory = folder.resolve("inventory.yml");
        var playbook = folder.resolve("playbook.yml");
        Files.writeString(inventory, """
            inventory: 1
            name: prod
            defaults: { path: relative, ssh: { user: deploy, prot: 22 } }
            groups:
              web: { hosts: [web01] }
            """);
        Files.writeString(playbook, """
            playbook: 1
            name: shop
            targets: web
            release: { keep: none }
            """);
        var invalid = CommandLineRun.of("validate", "-i", inventory, "-p", playbook);
        assertEquals(3, invalid.exitCode());
        assertEquals("", invalid.out());
        assertProblem(invalid, inventory + ":3:19: defaults.path: ");
        assertProblem(invalid, inventory + ":3:50: defaults.ssh.prot: ");
        assertProblem(invalid, playbook + ":4:18: release.keep: ");
        assertTrue(invalid.err().endsWith("3 problems; no host was touched\n"), invalid.err());
    }

    @Test
    void validate_refuses_a_secret_that_would_travel_in_plain_text_in_either_file() throws IOException {
        var inventory = folder.resolve("inventory.yml");
        var playbook = folder.resolve("playbook.yml");
        var direct =
                "inventory: 1\nname: prod\ndefaults: { path: /srv, ssh: { user: deploy }, web: { via: direct } }\n";
        Files.writeString(inventory, direct + "groups: { web: { hosts: [web01] } }\n");
        Files.writeString(playbook, """
            playbook: 1
            name: shop
            targets: web
            health: [{ name: up, http: /, headers: { Cookie: 'env:SESSION' } }]
            """);
        var byPlaybook = CommandLineRun.of("validate", "-i", inventory, "-p", playbook);
        assertEquals(3, byPlaybook.exitCode());
        assertProblem(byPlaybook, playbook + ":4:50: health[0].headers.Cookie: is a secret, and with web.via: direct ");
        Files.writeString(
                inventory, direct + "groups: { web: { web: { headers: { A: 'env:T' } }, hosts: [web01] } }\n");
        var byInventory = CommandLineRun.of("validate", "-i", inventory, "-p", playbook);
        assertEquals(3, byInventory.exitCode());
        assertProblem(byInventory, inventory + ":3:60: defaults.web.via: the header A is a secret, and ");
    }

    private static void assertProblem(CommandLineRun run, String begin) {
        assertTrue(run.err().lines().anyMatch(line -> line.startsWith(begin)), () -> begin + " not in\n" + run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate",
                "plan",
                "release",
                "rollback",
                "status",
                "hosts",
                "history",
                "audit verify",
                "adopt",
                "doctor",
                "explain",
                "lock",
                "unlock",
                "prune"
            })
    void without_files_a_command_about_a_fleet_ends_with_3(String command) {
        var inventory = folder.resolve("inventory.yml");
        var playbook = folder.resolve("playbook.yml");
        var invalid = CommandLineRun.of(Stream.concat(
                        Stream.of(command.split(" ", -1)), Stream.concat(needed(command), files(inventory, playbook)))
                .toArray());
        assertEquals(3, invalid.exitCode(), invalid.err());
        assertTrue(invalid.err().contains(inventory + ":1:1: the file does not exist\n"), invalid.err());
        assertTrue(invalid.err().contains(playbook + ":1:1: the file does not exist\n"), invalid.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "release"})
    void what_the_inventory_lacks_for_the_playbook_is_refused_at_its_place(String command) throws IOException {
        var inventory = folder.resolve("inventory.yml");
        var playbook = folder.resolve("playbook.yml");
        Files.writeString(inventory, InventoryReference.example("one-host"));
        var example = PlaybookReference.example("one-host");
        Files.writeString(playbook, example.replace("opcache:\n", "opcache:\n  endpoint: fastcgi\n"));
        var state = folder.resolve("state");
        var refused = CommandLineRun.of(withWhatItNeeds(command, "-i", inventory, "-p", playbook, "--state", state));
        assertEquals(3, refused.exitCode(), refused.err());
        assertProblem(refused, playbook + ":9:13: opcache.endpoint: fastcgi needs web.fastcgi in the inventory");
    }

    @Test
    void validate_tells_a_program_too() throws IOException {
        var inventory = folder.resolve("inventory.yml");
        var playbook = folder.resolve("playbook.yml");
        Files.writeString(inventory, InventoryReference.example("one-host"));
        Files.writeString(playbook, PlaybookReference.example("one-host"));
        var valid = CommandLineRun.of("validate", "-i", inventory, "-p", playbook, "-o", "json");
        assertEquals(0, valid.exitCode(), valid.err());
        assertTrue(valid.out().startsWith("{\n  \"v\" : 1,\n  \"valid\" : true,"), valid.out());
        Files.writeString(playbook, "playbook: 1\n");
        var invalid = CommandLineRun.of("validate", "-i", inventory, "-p", playbook, "-o", "yaml");
        assertEquals(3, invalid.exitCode());
        assertTrue(invalid.out().startsWith("v: 1\nvalid: false\n"), invalid.out());
        assertFalse(invalid.err().isBlank());
    }

    @Test
    void a_completion_script_knows_every_command() {
        var script = printed("completion", "bash");
        for (var command : commands()) {
            assertTrue(script.contains(command), command);
        }
        assertTrue(script.startsWith("#!/usr/bin/env bash"), script.substring(0, 40));
        assertTrue(printed("completion", "zsh").startsWith("autoload "));
    }

    @Test
    void keygen_writes_over_nothing() throws IOException {
        var key = folder.resolve("keys/endpoint.pem");
        var made = CommandLineRun.of("keygen", "--out", key);
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(made.out().contains("file:" + key), made.out());
        var first = Files.readString(key);
        assertTrue(first.startsWith("-----BEGIN PRIVATE KEY-----"));
        var refused = CommandLineRun.of("keygen", "--out", key);
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains(key + " exists already"), refused.err());
        assertEquals(first, Files.readString(key));
    }
}
