package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactLimits;
import dev.sluice.artifact.Exclusion;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.InventoryReference;
import dev.sluice.operation.Project;
import dev.sluice.playbook.Application;
import dev.sluice.playbook.PlaybookReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No test here touches the home directory: each names a key of its own. */
class InitCommandTest {
    @TempDir
    private Path folder;

    private Path project;
    private Path key;

    @BeforeEach
    void name_the_files() {
        project = folder.resolve("shop");
        key = folder.resolve("keys/endpoint.pem");
    }

    private CommandLineRun init(String... more) {
        return CommandLineRun.of(Stream.concat(Stream.of("init", project, "--key", key), Stream.of(more))
                .toArray());
    }

    private CommandLineRun validate() {
        return CommandLineRun.of(
                "validate", "-i", project.resolve("inventory.yml"), "-p", project.resolve("playbook.yml"));
    }

    private Project read() {
        return Project.read(project.resolve("inventory.yml"), project.resolve("playbook.yml"));
    }

    @Test
    void what_it_writes_is_valid() {
        var made = init("--host", "web01.example.com");
        assertEquals(0, made.exitCode(), made.err());
        var valid = validate();
        assertEquals(0, valid.exitCode(), valid.err());
        assertEquals("prod/shop: both files are valid; 1 host to release to\n", valid.out());
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 2", "4, 3", "5, 4", "6, 5", "7, 6", "8, 6", "19, 15", "20, 15", "400, 300"})
    void what_stays_in_service_fits_the_number_of_hosts(int count, int available) {
        var hosts = IntStream.rangeClosed(1, count)
                .mapToObj(number -> "--host=web" + number)
                .toArray(String[]::new);
        assertEquals(0, init(hosts).exitCode());
        var strategy = read().playbook().strategy();
        assertEquals(available, (count * strategy.minAvailablePercent() + 99) / 100);
        assertEquals(count < 20 ? "0" : "1", strategy.maxFailed().toString());
        assertEquals(count < 20 ? "0" : "2", strategy.maxUnreachable().toString());
        var valid = validate();
        assertEquals(0, valid.exitCode(), valid.err());
    }

    @ParameterizedTest
    @EnumSource(Application.class)
    void the_playbook_of_every_application_is_valid(Application application) throws Exception {
        for (int count : List.of(1, 3, 20)) {
            project = folder.resolve("site-" + count);
            var hosts = IntStream.rangeClosed(1, count).mapToObj(number -> "--host=web" + number);
            var made = init(Stream.concat(Stream.of("--from", application.toString()), hosts)
                    .toArray(String[]::new));
            assertEquals(0, made.exitCode(), made.err());
            var valid = validate();
            assertEquals(0, valid.exitCode(), valid.err());
            var text = Files.readString(project.resolve("playbook.yml"));
            assertTrue(text.contains("/var/www/site-" + count + "/current"), text);
            assertTrue(text.contains("$realpath_root$fastcgi_script_name"), text);
            assertFalse(text.contains("{path}"), text);
            assertTrue(
                    text.contains("index index.php")
                            || text.contains("/index.php$is_args")
                            || text.contains("index doku.php"),
                    text);
            assertTrue(text.contains("DirectoryIndex ") || text.contains("FallbackResource "), text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "symfony, public, '.env.local', 'var/log,var/sessions'",
        "laravel, public, '.env', 'storage'",
        "wordpress, ., 'wp-config.php', 'wp-content/uploads'",
        "mediawiki, ., 'LocalSettings.php', 'images'",
        "dokuwiki, ., 'conf/local.php,conf/acl.auth.php,conf/users.auth.php', 'data'",
        "plain, public, '', ''"
    })
    void what_survives_releases_is_as_the_application_documents_it(
            String application, String docroot, String files, String directories) {
        assertEquals(0, init("--host", "web01", "--from", application).exitCode());
        var release = read().playbook().release();
        assertEquals(docroot, release.docroot());
        assertEquals(files, String.join(",", release.shared().files()));
        assertEquals(directories, String.join(",", release.shared().directories()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"symfony", "laravel"})
    void where_the_sample_configuration_passes_only_index_php_the_endpoint_has_a_location(String application)
            throws Exception {
        init("--host", "web01", "--from", application);
        assertTrue(Files.readString(project.resolve("playbook.yml")).contains("#     location = /_sluice.php {"));
    }

    @Test
    void an_unknown_application_is_refused_with_those_that_are_known() {
        var refused = init("--host", "web01", "--from", "drupal");
        assertEquals(2, refused.exitCode());
        assertTrue(
                refused.err().contains("plain or symfony or laravel or wordpress or mediawiki or dokuwiki"),
                refused.err());
        assertFalse(Files.exists(project));
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "my shop!, my-shop-",
        "10, 10",
        "no, no",
        ".hidden, hidden",
        "---, site",
        "Wiki_2.0, Wiki_2.0"
    })
    void the_site_is_named_after_the_directory(String directory, String site) {
        project = folder.resolve(directory);
        assertEquals(0, init("--host", "web01").exitCode());
        assertEquals(site, read().playbook().name());
        assertEquals("prod", read().inventory().name());
        assertEquals("/var/www/" + site, read().inventory().hosts().get(0).path());
    }

    @Test
    void two_projects_differ_in_their_id() {
        init("--host", "web01");
        var first = read().inventory().project();
        project = folder.resolve("other");
        init("--host", "web01");
        assertNotEquals(first, read().inventory().project());
    }

    @Test
    void what_it_writes_stays_out_of_a_release_made_of_the_same_directory() throws Exception {
        init("--host", "web01");
        Files.createDirectories(project.resolve("public"));
        Files.writeString(project.resolve("public/index.php"), "<?php");
        var exclusion = Exclusion.of(read().playbook().release().exclude());
        var artifact = Artifact.open(project, exclusion, ArtifactLimits.defaults());
        assertEquals(
                List.of("public", "public/index.php"),
                artifact.manifest().entries().stream()
                        .map(entry -> entry.path())
                        .toList());
    }

    @Test
    void the_hosts_and_the_key_that_were_named_are_in_the_files() {
        assertEquals(
                0, init("--host", "b.example.com", "--host", "a", "--host", "a").exitCode());
        var hosts = read().inventory().hosts();
        assertEquals(
                List.of("b.example.com", "a"),
                hosts.stream().map(host -> host.name().value()).toList());
        assertEquals(Optional.of("b.example.com"), hosts.get(0).web().host());
        assertEquals(
                Optional.of("file:" + key), read().playbook().opcache().key().map(Object::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "1e5", "true", "no", "null", "~", "0x10", "192.0.2.7", "_x", "1_000", "2026-11-22"})
    void a_name_that_yaml_takes_for_something_else_stays_a_name(String name) {
        if (!HostName.isLegal(name)) {
            assertEquals(2, init("--host", name).exitCode());
            return;
        }
        assertEquals(0, init("--host", name).exitCode());
        assertEquals(name, read().inventory().hosts().get(0).name().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"web01 web02", "web01;reboot", "-x", "web01\n", "a]", "servers", ""})
    void a_name_that_cannot_be_a_hosts_is_refused(String name) {
        var refused = init("--host=" + name);
        assertEquals(2, refused.exitCode());
        assertFalse(Files.exists(project));
        assertFalse(Files.exists(key));
    }

    @Test
    void a_key_whose_path_needs_quotes_is_found_again() {
        key = folder.resolve("it's a: #key \"1\".pem");
        assertEquals(0, init("--host", "web01").exitCode());
        assertEquals(
                Optional.of("file:" + key), read().playbook().opcache().key().map(Object::toString));
    }

    @Test
    void it_makes_a_key_once_and_then_keeps_it() throws IOException {
        assertTrue(init("--host", "web01").out().contains("endpoint.pem: a new private key"));
        var first = Files.readString(key);
        project = folder.resolve("blog");
        assertTrue(init("--host", "web01").out().contains("endpoint.pem: the key that was there already"));
        assertEquals(first, Files.readString(key));
    }

    @Test
    void the_second_time_it_refuses_and_names_all_that_is_there() throws IOException {
        init("--host", "web01");
        var before = Files.readString(project.resolve("inventory.yml"));
        var refused = init("--host", "web02");
        assertEquals(2, refused.exitCode());
        for (var name : List.of("inventory.yml", "playbook.yml", ".sluice/inventory.schema.json")) {
            assertTrue(refused.err().contains(project.resolve(name) + " exists already"), refused.err());
        }
        assertEquals(before, Files.readString(project.resolve("inventory.yml")));
    }

    @Test
    void one_file_in_the_way_is_enough() throws IOException {
        Files.createDirectories(project);
        Files.createSymbolicLink(project.resolve("playbook.yml"), Path.of("/nowhere"));
        var refused = init("--host", "web01");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("playbook.yml exists already"), refused.err());
        assertFalse(refused.err().contains("inventory.yml"), refused.err());
        assertFalse(Files.exists(project.resolve("inventory.yml")));
        assertFalse(Files.exists(key));
    }

    @Test
    void a_file_where_the_directory_should_be_is_refused() throws IOException {
        Files.writeString(project, "");
        var refused = init("--host", "web01");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("cannot be written"), refused.err());
    }

    @Test
    void editors_find_the_schema_that_the_first_line_names() throws IOException {
        init("--host", "web01");
        assertEquals(InventoryReference.schema(), schemaOf("inventory.yml"));
        assertEquals(PlaybookReference.schema(), schemaOf("playbook.yml"));
    }

    private String schemaOf(String name) throws IOException {
        var first = Files.readAllLines(project.resolve(name)).get(0);
        assertTrue(first.startsWith("# yaml-language-server: $schema="), first);
        return Files.readString(project.resolve(first.substring(first.indexOf('=') + 1)));
    }

    @Test
    void it_says_what_comes_next() {
        var lines = init("--host", "web01").out().lines().toList();
        assertEquals(
                List.of(
                        "next, in " + project + ":",
                        "  sluice validate",
                        "  sluice doctor                          # what the hosts lack, and how to mend it",
                        "  sluice plan --artifact build.tar.gz",
                        "  sluice release --artifact build.tar.gz"),
                lines.subList(lines.size() - 5, lines.size()));
    }

    @Test
    void without_a_terminal_a_host_must_be_named() {
        var refused = init();
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("Missing --host NAME"), refused.err());
        assertFalse(Files.exists(project));
    }
}
