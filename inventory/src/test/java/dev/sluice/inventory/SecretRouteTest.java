package dev.sluice.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A header with a secret, wherever in the inventory it and the way of its request are set. */
class SecretRouteTest {
    private static final String SECRET = "headers: { Authorization: 'Basic env:LOGIN' }";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{SECRET, via: direct} | {} | {} | 3",
                "{SECRET, via: direct, url: 'http://127.0.0.1'} | {} | {} | 3",
                "{SECRET} | {via: direct} | {} | 4",
                "{via: direct} | {SECRET} | {} | 3",
                "{SECRET} | {} | {via: direct} | 5",
                "{via: direct, url: 'https://{host}'} | {} | {SECRET, url: 'http://{host}'} | 3",
                "{SECRET, url: 'http://192.0.2.99'} | {} | {} | 3",
                "{SECRET} | {url: 'http://balancer.example.com'} | {via: exec} | 4",
                "{SECRET} | {} | {url: 'http://web02'} | 5",
                "{headers: { Cookie: 'env:SESSION' }} | {} | {via: direct} | 5",
                "{headers: { X-Any: 'file:any.txt' }} | {} | {via: direct} | 5"
            })
    void a_secret_in_plain_text_is_a_problem_where_its_way_is_set(String defaults, String group, String host, int line)
            throws IOException {
        var problems = problems(defaults, group, host);
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(line, problems.get(0).line(), problems::toString);
        assertTrue(problems.get(0).message().contains("plain text"), problems::toString);
        assertTrue(problems.get(0).message().contains("https://"), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{SECRET} | {} | {}",
                "{SECRET, via: exec} | {} | {}",
                "{SECRET} | {url: 'http://{address}:8080'} | {}",
                "{SECRET} | {url: 'http://{host}'} | {}",
                "{SECRET, url: 'http://localhost:81/'} | {} | {via: exec}",
                "{SECRET, url: 'http://[::1]'} | {} | {}",
                "{SECRET, via: direct} | {url: 'https://{host}'} | {}",
                "{SECRET, url: 'https://balancer.example.com'} | {} | {}",
                "{headers: { X-Forwarded-Proto: https }, via: direct} | {} | {}",
                "{via: direct} | {} | {}"
            })
    void what_is_protected_on_its_whole_way_or_no_secret_is_accepted(String defaults, String group, String host)
            throws IOException {
        assertEquals(List.of(), problems(defaults, group, host));
    }

    /** A plan that was altered need not keep to the schema. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1@192.0.2.99",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://web01.example.com",
                "http://127.0.0.1:80@192.0.2.99/",
                "http://192.0.2.99#127.0.0.1",
                "http://192.0.2.99\\@127.0.0.1",
                "HTTP://192.0.2.99",
                "httpsx://192.0.2.99",
                ""
            })
    void an_address_that_only_looks_like_the_host_is_another_one(String url) {
        assertEquals(SecretRoute.PLAIN_FROM_HOST, host(url, Via.SSH).secretRoute());
        assertEquals(SecretRoute.PLAIN_FROM_COORDINATOR, host(url, Via.DIRECT).secretRoute());
    }

    @Test
    void one_line_is_one_problem_for_all_the_hosts_that_it_is_for() throws IOException {
        assertEquals(1, problems("{SECRET, via: direct}", "{}", "{}").size());
    }

    private static Host host(String url, Via via) {
        var ssh = new SshSettings("deploy", 22, Optional.empty(), Optional.empty(), "known_hosts", Optional.empty());
        var web = new WebSettings(url, Optional.empty(), Map.of(), Optional.empty(), via);
        return new Host(new HostName("web01"), "192.0.2.1", List.of("web"), Map.of(), "/srv", ssh, web);
    }

    private List<Problem> problems(String defaults, String group, String host) throws IOException {
        var text = """
            inventory: 1
            name: prod
            defaults: { path: /srv, ssh: { user: deploy }, web: %s }
            groups: { web: { web: %s, hosts: [
                { name: web01, address: 192.0.2.1, web: %s },
                web03, web04
            ] } }
            """.formatted(defaults, group, host).replace("SECRET", SECRET);
        var file = Files.writeString(directory.resolve("inventory.yml"), text);
        try {
            InventoryFile.read(file);
            return List.of();
        } catch (InvalidDocumentException refused) {
            return refused.problems();
        }
    }
}
