package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.step.HostFacts.Belongs;
import dev.sluice.step.HostFacts.EndpointFacts;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.Machine;
import dev.sluice.step.HostFacts.OddPart;
import dev.sluice.step.HostFacts.ReleaseFacts;
import dev.sluice.step.HostFacts.UnfitShared;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hosts answer about themselves, and what it is taken for. */
class HostFactsTest {
    private final ScriptedSession session = new ScriptedSession();

    private HostFacts inspected() throws Exception {
        return new Inspect("/srv/shop", "public", List.of(".env", "key.pem")).on(session);
    }

    @Test
    void a_host_is_asked_about_its_document_root_and_its_shared_files() throws Exception {
        session.answers(nothing());

        inspected();

        assertEquals(HostScripts.INSPECT, session.command().script());
        assertEquals(
                Map.of(
                        "path", "/srv/shop",
                        "docroot", "public",
                        "shared_files", ".env\nkey.pem",
                        "shared_directories", ""),
                session.command().values());
    }

    @Test
    void a_host_without_the_directory_reports_hardly_anything() throws Exception {
        session.answers(nothing());

        assertEquals(
                new HostFacts(
                        HostFacts.Link.ABSENT,
                        HostText.NONE,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new EndpointFacts(Optional.empty(), Set.of()),
                        new Machine(
                                Optional.empty(),
                                Optional.empty(),
                                "",
                                Instant.EPOCH,
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Set.of(),
                                HostText.NONE,
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                1,
                                Optional.empty())),
                inspected());
    }

    /** Of the machine alone, where there is no directory. */
    private static Map<String, String> nothing() {
        return Map.ofEntries(
                Map.entry("path", "absent"),
                Map.entry("link", "absent"),
                Map.entry("boot", ""),
                Map.entry("clock", "0"),
                Map.entry("kib", ""),
                Map.entry("inodes", ""),
                Map.entry("tools", ""),
                Map.entry("user", ""),
                Map.entry("unwritable", ""),
                Map.entry("shared_missing", ""));
    }

    /** @param but what another host answers */
    private static Map<String, String> site(Map<String, String> but) {
        var site = new HashMap<>(nothing());
        site.putAll(Map.ofEntries(
                Map.entry("path", "present"),
                Map.entry("link", "link"),
                Map.entry("target", "releases/r1"),
                Map.entry("live", "r1"),
                Map.entry("digest", "d1"),
                Map.entry("fence", "7"),
                Map.entry("lease", "r-1"),
                Map.entry("lease_token", "6"),
                Map.entry("lease_owner", "anna"),
                Map.entry("lease_age", "5"),
                Map.entry("lease_ttl", "60"),
                Map.entry("endpoint", "e1"),
                Map.entry("kids", "k1,k2,"),
                Map.entry("terms", "\"allow\":[]}"),
                Map.entry("host_id", ""),
                Map.entry("inventory", ""),
                Map.entry("project", ""),
                Map.entry("site", ""),
                Map.entry("filesystems", "1"),
                Map.entry("open_at", ""),
                Map.entry("open_to", "")));
        site.putAll(but);
        return site;
    }

    @Test
    void a_site_reports_what_is_live_and_who_works_on_it() throws Exception {
        session.answers(site(Map.of()));

        var facts = inspected();

        assertEquals(HostFacts.Link.LINK, facts.link());
        assertEquals(HostText.of("releases/r1"), facts.target());
        assertEquals(Optional.of(new LiveRelease("r1", "d1")), facts.live());
        assertEquals(7, facts.fence());
        assertEquals(
                Optional.of(
                        new LeaseFacts("r-1", 6, HostText.of("anna"), Duration.ofSeconds(5), Duration.ofSeconds(60))),
                facts.lease());
        assertEquals(
                new EndpointFacts(Optional.of("e1"), Set.of("k1", "k2"), HostText.of("\"allow\":[]}")),
                facts.endpoint());
    }

    @Test
    void a_machine_reports_whose_it_is_and_what_room_and_tools_it_has() throws Exception {
        session.answers(site(Map.ofEntries(
                Map.entry("link", "dangling"),
                Map.entry("host_id", "h1"),
                Map.entry("inventory", "prod"),
                Map.entry("project", "7c1f09e2"),
                Map.entry("site", "shop"),
                Map.entry("boot", "b1"),
                Map.entry("clock", "1700000000"),
                Map.entry("kib", "3"),
                Map.entry("inodes", "9"),
                Map.entry("tools", "tar,gzip"),
                Map.entry("user", "deploy"),
                Map.entry("unwritable", "releases"),
                Map.entry("shared_missing", ".env\nkey.pem"),
                Map.entry("filesystems", "2"),
                Map.entry("open_at", "/srv"),
                Map.entry("open_to", "www-data"))));

        assertEquals(
                new Machine(
                        Optional.of("h1"),
                        Optional.of(new Belongs("prod", "shop", Optional.of("7c1f09e2"))),
                        "b1",
                        Instant.ofEpochSecond(1_700_000_000),
                        OptionalLong.of(3 * 1024),
                        OptionalLong.of(9),
                        Set.of("tar", "gzip"),
                        HostText.of("deploy"),
                        Optional.of(HostText.of("releases")),
                        List.of(HostText.of(".env"), HostText.of("key.pem")),
                        List.of(),
                        2,
                        Optional.of(new HostFacts.OpenDirectory(HostText.of("/srv"), HostText.of("www-data")))),
                inspected().machine());
    }

    @Test
    void a_value_that_is_empty_is_no_value() throws Exception {
        session.answers(site(Map.of("live", "", "lease", "", "host_id", "", "unwritable", "")));

        var facts = inspected();

        assertEquals(Optional.empty(), facts.live());
        assertEquals(Optional.empty(), facts.lease());
        assertEquals(Optional.empty(), facts.machine().id());
        assertEquals(Optional.empty(), facts.machine().unwritable());
    }

    @Test
    void an_endpoint_that_is_absent_has_no_digest() throws Exception {
        session.answers(site(Map.of("endpoint", "absent")));

        assertEquals(Optional.empty(), inspected().endpoint().sha256());
    }

    @Test
    void a_lease_of_which_only_the_rollout_is_known_is_a_lease() throws Exception {
        session.answers(site(Map.of("lease_token", "", "lease_owner", "", "lease_age", "0", "lease_ttl", "0")));

        assertEquals(
                Optional.of(new LeaseFacts("r-1", 0, HostText.NONE, Duration.ZERO, Duration.ZERO)),
                inspected().lease());
    }

    @ParameterizedTest
    @CsvSource({"59, 60, true", "60, 60, true", "61, 60, false", "61, 0, true"})
    void a_lease_keeps_others_out_until_its_time_is_over(long age, long ttl, boolean alive) {
        assertEquals(
                alive,
                new LeaseFacts("r-1", 1, HostText.NONE, Duration.ofSeconds(age), Duration.ofSeconds(ttl)).alive());
    }

    @Test
    void releases_and_leftovers_come_from_rows() throws Exception {
        session.answers(
                site(Map.of()),
                List.of(
                        Map.of("kind", "release", "id", "r1", "digest", "d1", "age", "5", "state", "good"),
                        Map.of("kind", "release", "id", "r2", "digest", "", "age", "", "state", "bad"),
                        Map.of("kind", "release", "id", "", "digest", "", "age", "-3", "state", "unknown"),
                        Map.of("kind", "incoming", "id", "r3"),
                        Map.of("kind", "removing", "id", "r4"),
                        Map.of("kind", "other", "id", "r5")));

        var facts = inspected();

        assertEquals(
                List.of(
                        new ReleaseFacts("r1", "d1", Optional.of(Duration.ofSeconds(5)), ReleaseMark.GOOD),
                        new ReleaseFacts("r2", "", Optional.empty(), ReleaseMark.BAD),
                        new ReleaseFacts("", "", Optional.of(Duration.ofSeconds(-3)), ReleaseMark.UNKNOWN)),
                facts.releases());
        assertEquals(List.of(HostText.of(".incoming-r3"), HostText.of(".removing-r4")), facts.leftovers());
    }

    @ParameterizedTest
    @CsvSource({
        "fence, 1234567890123456789012345",
        "fence, -1",
        "fence, ''",
        "lease_token, 9223372036854775808",
        "lease_age, 99999999999",
        "lease_ttl, 1e9",
        "clock, 31556889864403200",
        "kib, 9223372036854775807",
        "filesystems, 4294967296",
        "link, elsewhere",
        "path, perhaps"
    })
    void what_cannot_be_is_that_hosts_failure(String key, String value) {
        session.answers(site(Map.of(key, value)));

        var failure = assertThrows(HostException.class, this::inspected);

        assertEquals(HostException.Kind.ANSWER, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains(key + " is '" + value), failure.getMessage());
        assertEquals(
                "leave the host out with --exclude, and find out what answers there in place of the script",
                failure.next());
    }

    @Test
    void what_is_missing_is_that_hosts_failure() {
        for (var key : site(Map.of()).keySet()) {
            var answer = new HashMap<>(site(Map.of("inventory", "prod")));
            answer.remove(key);
            session.answers(answer);

            var failure = assertThrows(HostException.class, this::inspected, key);

            assertTrue(String.valueOf(failure.getMessage()).endsWith(key + " is missing"), failure.getMessage());
        }
    }

    @Test
    void what_a_host_reports_of_its_surroundings_is_harmless_to_print() throws Exception {
        session.answers(
                Map.of("shell", "/bin/\u0007sh", "file_system", "", "tools", ""),
                List.of(Map.of("kind", "pass", "address", "a\u001bb" + "x".repeat(900))));

        var seen = new Examine("/srv/shop").on(session);

        assertEquals("/bin/ sh", "" + seen.shell().orElseThrow());
        var pass = "" + seen.passes().get(0);
        assertFalse(pass.contains("\u001b"), pass);
        assertTrue(pass.length() <= 400, pass);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0s, true", "00m, true", "10s, false", "'', false", "s, false"})
    void a_reload_ends_requests_where_nothing_is_waited_for(String timeout, boolean ends) {
        assertEquals(ends, new Examination.Master(1, HostText.NONE, HostText.of(timeout)).reloadEndsRequests());
    }

    @Test
    void what_is_in_the_place_of_a_directory_of_the_layout_is_known_by_its_path_in_the_site() throws Exception {
        session.answers(
                nothing(),
                List.of(Map.of("kind", "part", "at", "/srv/shop/releases", "found", "link", "leads", "/mnt/r")));

        var facts = inspected();

        assertEquals(
                List.of(new OddPart(HostText.of("/srv/shop/releases"), OddPart.Found.LINK, HostText.of("/mnt/r"))),
                facts.oddParts());
        assertTrue(facts.hasOddPart(HostText.of("releases")));
        assertFalse(facts.hasOddPart(HostText.of("leases")), "the end of a name is no name");
    }

    @Test
    void a_shared_path_that_cannot_be_used_is_reported_with_what_prevents_it() throws Exception {
        session.answers(
                site(Map.of()),
                List.of(Map.of(
                        "kind", "shared",
                        "path", "storage/images",
                        "want", "directory",
                        "found", "read-only",
                        "at", "shared/storage",
                        "leads", "/mnt/images")));

        assertEquals(
                List.of(new UnfitShared(
                        HostText.of("storage/images"),
                        UnfitShared.Want.DIRECTORY,
                        UnfitShared.Found.READ_ONLY,
                        HostText.of("shared/storage"),
                        HostText.of("/mnt/images"))),
                inspected().machine().unfitShared());
    }
}
