package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.daemon.DaemonSpec.Http;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.document.Problem;
import dev.sluice.operation.Approver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReaderTest {
    private static final String SITES = "sites: [{ inventory: i.yml, playbook: p.yml }]\n";
    private static final String PEOPLE = "listen: 127.0.0.1:8420\ntrusted_proxies: [127.0.0.1]\n";

    @TempDir
    private Path directory;

    private DaemonSpec read(String text) throws IOException {
        return DaemonFile.read(Files.writeString(directory.resolve("sluice.yml"), text));
    }

    private Optional<Http> http(String more) throws IOException {
        return read(SITES + more).http();
    }

    private String problems(String more) {
        var invalid = assertThrows(InvalidDocumentException.class, () -> http(more));
        return invalid.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void the_reference_serves_people_and_programs() throws IOException {
        var http = read(DaemonFile.reference()).http().orElseThrow();
        assertEquals(HttpReader.address("127.0.0.1:8420"), http.listen());
        assertEquals(List.of(Path.of("/var/lib/builds")), http.artifacts());
        assertEquals(Approver.ANYBODY, http.approver());
        var people = http.people().orElseThrow();
        assertEquals("X-Forwarded-User", people.header());
        assertEquals(
                "file:" + directory.resolve("proxy.secret"), people.secret().toString());
        assertEquals(Set.of("127.0.0.1"), people.proxies());
        assertEquals(
                Map.of("*", Set.of("read"), "alice", Set.of("read", "plan", "run", "approve", "stop")),
                people.scopes());
    }

    @Test
    void without_listen_nothing_is_served_and_what_belongs_to_it_is_refused() throws IOException {
        assertEquals(Optional.empty(), http(""));
        for (var key : List.of("artifacts: [/srv]", "approver: another", "trusted_proxies: [127.0.0.1]")) {
            assertTrue(problems(key + "\n").contains("belongs to listen, which is missing"), key);
        }
    }

    @Test
    void an_address_of_the_command_line_is_in_the_place_of_the_one_of_the_file() throws IOException {
        var address = HttpReader.address("127.0.0.1:1");
        var file = read(SITES + "listen: 127.0.0.1:8420\nartifacts: [builds]\napprover: another\n");
        var http = file.listening(address).http().orElseThrow();
        assertEquals(address, http.listen());
        assertEquals(List.of(directory.resolve("builds")), http.artifacts());
        assertEquals(Approver.ANOTHER, http.approver());
        var alone = read(SITES).listening(address).http().orElseThrow();
        assertEquals(new Http(address, List.of(), Optional.empty(), Approver.ANYBODY), alone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8420", "127.8.9.10:1", "[::1]:8420"})
    void this_machine_alone_may_connect(String listen) throws IOException {
        assertTrue(http("listen: '" + listen + "'\n")
                .orElseThrow()
                .listen()
                .getAddress()
                .isLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8420", "192.0.2.7:80", "[::]:8420", "[2001:db8::1]:80"})
    void an_address_that_others_reach_is_refused_with_what_to_do(String listen) {
        var problems = problems("listen: '" + listen + "'\n");
        assertTrue(problems.contains("must be a loopback address"), problems);
        assertTrue(problems.contains("put a reverse proxy with TLS before it"), problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ header: X-User, secret: hunter2 } | people.secret | must be a reference to a secret",
                "{ header: X-User } | people | secret",
                "{ header: 'X User', secret: 'env:S' } | people.header | must be the name of a header",
                "{ header: x-sluice-proxy, secret: 'env:S' } | people.header | has another meaning",
                "{ header: Authorization, secret: 'env:S' } | people.header | has another meaning",
                "{ header: Cookie, secret: 'env:S' } | people.header | has another meaning",
                "{ header: X-User, secret: 'env:S', scopes: { 'a b': [read] } } | people.scopes | is no name of a person",
                "{ header: X-User, secret: 'env:S', scopes: { alice: [all] } } | people.scopes.alice | read",
                "{ header: X-User, secret: 'env:S', scope: {} } | people.scope | ",
            })
    void people_that_cannot_be_recognized_are_one_problem(String people, String place, String words) {
        var problems = problems(PEOPLE + "people: " + people + "\n");
        assertEquals(1, problems.lines().count(), problems);
        assertTrue(problems.contains(place), problems);
        assertTrue(words == null || problems.contains(words), problems);
        assertFalse(problems.contains("hunter2"), problems);
    }

    @Test
    void people_need_proxies_and_proxies_people() {
        var people = "listen: 127.0.0.1:8420\npeople: { header: X-User, secret: 'env:S' }\n";
        assertTrue(problems(people).contains("trusted_proxies"));
        assertEquals(1, problems(people + "trusted_proxies: []\n").lines().count());
        assertTrue(problems(PEOPLE).contains("belongs to people, which is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "999.1", "1:2", "10.0.0.0.1", "proxy.example.com", "10.0.0.0/8"})
    void a_proxy_is_named_by_an_address_that_no_server_of_names_can_change(String proxy) {
        var problems = problems("listen: 127.0.0.1:8420\ntrusted_proxies: ['" + proxy
                + "']\npeople: { header: X-User, secret: 'env:S' }\n");
        assertTrue(problems.contains("must be an IP address"), problems);
        assertEquals(1, problems.lines().count(), problems);
    }

    @Test
    void the_address_of_a_proxy_has_one_form() throws IOException {
        var http = http("listen: '[::1]:1'\ntrusted_proxies: ['::1']\npeople: { header: X-User, secret: 'env:S' }\n");
        assertEquals(
                Set.of("0:0:0:0:0:0:0:1"),
                http.orElseThrow().people().orElseThrow().proxies());
    }
}
