package dev.sluice.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryFileTest {
    private static final String HEAD = "inventory: 1\nname: prod\ndefaults: { path: /srv, ssh: { user: deploy } }\n";

    @TempDir
    Path directory;

    @Test
    void the_nearest_setting_wins_key_by_key() throws IOException {
        var host = read("""
                inventory: 1
                name: prod
                defaults: { path: /a, ssh: { user: u, port: 1, jump: j }, web: { headers: { A: d, B: d, C: d } } }
                groups:
                  web:
                    ssh: { port: 2 }
                    web: { headers: { B: g, C: g } }
                    hosts: [{ name: h, path: /c, web: { headers: { C: h } } }]
                """).hosts().get(0);
        assertEquals("/c", host.path());
        assertEquals(2, host.ssh().port());
        assertEquals(Optional.of("j"), host.ssh().jump());
        assertEquals(
                Map.of(
                        "A",
                        ConfiguredValue.plain("d"),
                        "B",
                        ConfiguredValue.plain("g"),
                        "C",
                        ConfiguredValue.plain("h")),
                host.web().headers());
    }

    @Test
    void defaults_are_what_the_reference_says() throws IOException {
        var host = read(HEAD + "groups: { web: { hosts: [h] } }\n").hosts().get(0);
        assertEquals("h", host.address());
        assertEquals(
                new SshSettings(
                        "deploy", 22, Optional.empty(), Optional.empty(), "~/.ssh/known_hosts", Optional.empty()),
                host.ssh());
        assertEquals(
                new WebSettings("http://127.0.0.1", Optional.empty(), Map.of(), Optional.empty(), Via.SSH), host.web());
    }

    @Test
    void a_second_mention_adds_the_group_its_labels_and_its_settings() throws IOException {
        var inventory = read(HEAD + """
                groups:
                  canary: { hosts: [web01] }
                  web: { labels: { env: prod }, ssh: { port: 2222 }, hosts: [{ name: web01, labels: { rack: b } }, web02] }
                """);
        var host = inventory.host(new HostName("web01")).orElseThrow();
        assertEquals(List.of("web", "canary"), host.groups());
        assertEquals(Map.of("env", "prod", "rack", "b"), host.labels());
        assertEquals(2222, host.ssh().port());
        assertEquals(2, inventory.hosts().size());
        assertEquals(
                List.of(new HostName("web01"), new HostName("web02")),
                inventory.groups().get(1).hosts());
    }

    @Test
    void two_groups_that_disagree_about_a_host_are_a_problem_where_the_second_says_it() {
        assertEquals(List.of("6:23 groups.b.ssh.port"), places(HEAD + """
                groups:
                  a: { ssh: { port: 1 }, hosts: [web01, web02] }
                  b: { ssh:   { port: 2 }, hosts: [web01, web02] }
                """));
    }

    @Test
    void a_host_may_decide_what_its_groups_disagree_about() throws IOException {
        var inventory = read(HEAD + """
                groups:
                  a: { labels: { env: x }, hosts: [{ name: web01, labels: { env: z } }] }
                  b: { labels: { env: y }, hosts: [web01] }
                """);
        assertEquals(Map.of("env", "z"), inventory.hosts().get(0).labels());
    }

    @Test
    void placeholders_are_replaced_for_each_host() throws IOException {
        var host = read(HEAD + """
                groups:
                  web:
                    path: /srv/{group}/{host}
                    web: { url: "http://{address}:8080", host: "{host}.example.com" }
                    hosts: [{ name: web01, address: "2001:db8::1" }]
                """).hosts().get(0);
        assertEquals("/srv/web/web01", host.path());
        assertEquals("http://[2001:db8::1]:8080", host.web().url());
        assertEquals(Optional.of("web01.example.com"), host.web().host());
    }

    @Test
    void an_unknown_placeholder_is_one_problem_where_it_is_written() {
        assertEquals(
                List.of("4:29 groups.web.path"),
                places(HEAD + "groups: { web: {      path: '/a/{hots}', hosts: ['w[1:9]'] } }\n"));
    }

    @Test
    void a_range_with_one_address_is_refused_and_with_a_placeholder_taken() throws IOException {
        assertEquals(
                List.of("4:52 groups.web.hosts[0].address"),
                places(HEAD + "groups: { web: { hosts: [{name: 'w[1:2]', address: 192.0.2.1 }] } }\n"));
        var hosts = read(HEAD + "groups: { web: { hosts: [{ name: 'w[1:2]', address: '{host}.lan' }] } }\n")
                .hosts();
        assertEquals(
                List.of("w1.lan", "w2.lan"), hosts.stream().map(Host::address).toList());
    }

    @Test
    void a_host_in_one_group_twice_or_with_two_entries_is_refused() {
        assertEquals(List.of("5:17 groups.a.hosts[1]", "6:15 groups.b.hosts[0]"), places(HEAD + """
                groups:
                  a: {hosts: [x,x, { name: y }] }
                  b: {hosts: [{ name: y }] }
                """));
    }

    @Test
    void a_host_and_a_group_of_one_name_are_refused() {
        assertEquals(List.of("5:3 groups.web"), places(HEAD + "groups:\n  web: { hosts: [web] }\n"));
    }

    @Test
    void two_hosts_in_one_directory_of_one_machine_are_refused() {
        assertEquals(
                List.of("5:21 groups.a.hosts[1]"),
                places(HEAD + "groups:\n  a: { hosts: [lb,  { name: alias, address: lb }] }\n"));
    }

    @Test
    void what_nobody_says_is_reported_once_a_group() {
        assertEquals(
                List.of("3:11 groups.a", "3:11 groups.a"),
                places("inventory: 1\nname: prod\ngroups: { a: { hosts: ['w[1:50]'] } }\n"));
    }

    @Test
    void relative_paths_start_at_the_file() throws IOException {
        var ssh = read(HEAD + """
                groups:
                  web:
                    ssh: { key: keys/id, known_hosts: hosts, passphrase: "file:keys/phrase" }
                    hosts: [h]
                """).hosts().get(0).ssh();
        var here = directory.toAbsolutePath().normalize();
        assertEquals(Optional.of(here + "/keys/id"), ssh.key());
        assertEquals(here + "/hosts", ssh.knownHosts());
        assertEquals(
                "file:" + here + "/keys/phrase", ssh.passphrase().orElseThrow().toString());
    }

    @Test
    void a_literal_secret_is_refused_and_not_repeated() {
        var yaml = HEAD.replace("user: deploy", "user: deploy, passphrase: hunter2")
                + "groups: { web: { web: { headers: { Authorization: Bearer hunter2 } }, hosts: [h] } }\n";
        var thrown = assertThrows(InvalidDocumentException.class, () -> read(yaml));
        assertEquals(2, thrown.problems().size());
        assertTrue(!String.valueOf(thrown.getMessage()).contains("hunter2"), thrown.getMessage());
    }

    @Test
    void a_number_where_a_secret_belongs_is_not_repeated_either() {
        var yaml =
                HEAD.replace("user: deploy", "user: deploy, passphrase: 83461") + "groups: { web: { hosts: [h] } }\n";
        var thrown = assertThrows(InvalidDocumentException.class, () -> read(yaml));
        assertTrue(!String.valueOf(thrown.getMessage()).contains("83461"), thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv", "/", "/a/../b", "/a/./b", "/..", "/a/", "//a", "/a\\nb", "~/site", "", "$(id)"})
    void a_path_is_absolute_and_straight(String path) {
        assertEquals(
                1,
                places(HEAD.replace("/srv", "\"" + path + "\"") + "groups: { web: { hosts: [h] } }\n")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"; rm -rf /", "$(touch x)", "web01\\n", "-oProxyCommand=x", "web 01", "`id`", "a|b", "../x"})
    void a_hostile_host_name_is_refused(String name) {
        var entry = "groups: { web: { hosts: [\"" + name + "\", { name: ok, address: \"" + name + "\" }] } }\n";
        assertEquals(2, places(HEAD + entry).size());
    }

    @Test
    void a_hostile_path_is_kept_as_the_text_it_is() throws IOException {
        var hosts = read(HEAD.replace("/srv", "\"/srv/$(id) 'x' ; #\"") + "groups: { web: { hosts: [h] } }\n")
                .hosts();
        assertEquals("/srv/$(id) 'x' ; #", hosts.get(0).path());
    }

    @Test
    void more_than_fifty_thousand_hosts_are_refused() {
        var ranges = new StringBuilder(HEAD + "groups:\n  web:\n    hosts:\n");
        for (int i = 0; i < 6; i++) {
            ranges.append("      - r" + i + "-[1:10000]\n");
        }
        assertEquals(List.of("12:9 groups.web.hosts[5]"), places(ranges.toString()));
    }

    @Test
    void a_fleet_of_ten_thousand_is_read() throws IOException {
        assertEquals(
                10_000,
                read(HEAD + "groups: { web: { hosts: ['w[1:10000]'] } }\n")
                        .hosts()
                        .size());
    }

    @Test
    void extensions_at_the_top_level_are_for_anchors() throws IOException {
        var host = read("x-ssh: &ssh { user: ops, port: 77 }\n"
                        + HEAD.replace("{ user: deploy }", "{ <<: *ssh, user: deploy }")
                        + "groups: { web: { hosts: [h] } }\n")
                .hosts()
                .get(0);
        assertEquals("deploy", host.ssh().user());
        assertEquals(77, host.ssh().port());
    }

    private Inventory read(String yaml) throws IOException {
        return InventoryFile.read(Files.writeString(directory.resolve("inventory.yml"), yaml))
                .inventory();
    }

    private List<String> places(String yaml) {
        return assertThrows(InvalidDocumentException.class, () -> read(yaml)).problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
                .toList();
    }
}
