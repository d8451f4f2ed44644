package dev.sluice.readiness;

import static dev.sluice.readiness.VisitDraft.unwell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.endpoint.EndpointRoute;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.inventory.HostName;
import dev.sluice.step.Examination;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.HostFacts.Link;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a finding begins and ends, and what is in it. */
class CheckupBoundsTest {
    private static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.level() + " " + finding.topic() + ": " + finding.what())
                .toList();
    }

    private static Finding finding(String topic, Consumer<VisitDraft> change) {
        var draft = new VisitDraft();
        change.accept(draft);
        return Checkup.of(draft.visit()).stream()
                .filter(some -> some.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static Arguments well(Consumer<VisitDraft> change) {
        return Arguments.of(List.of(), change);
    }

    private static Arguments found(String expected, Consumer<VisitDraft> change) {
        return Arguments.of(List.of(expected), change);
    }

    private static Consumer<VisitDraft> skew(long seconds) {
        return draft -> draft.skew = Duration.ofSeconds(seconds);
    }

    private static Consumer<VisitDraft> free(long bytes) {
        return draft -> draft.freeBytes = OptionalLong.of(bytes);
    }

    private static Consumer<VisitDraft> inodes(long free) {
        return draft -> draft.freeInodes = OptionalLong.of(free);
    }

    static Stream<Arguments> room() {
        return Stream.of(
                well(free(1L << 30)),
                found("WARNING disk: 1023 MB are free", free((1L << 30) - 1)),
                found("WARNING disk: 100 MB are free", free(100L << 20)),
                found("PROBLEM disk: 99 MB are free", free((100L << 20) - 1)),
                found(
                        "NOTE disk: the host does not report how much space is left",
                        draft -> draft.freeBytes = OptionalLong.empty()),
                well(inodes(100_000)),
                found("WARNING inodes: 99999 inodes are free", inodes(99_999)),
                found("WARNING inodes: 10000 inodes are free", inodes(10_000)),
                found("PROBLEM inodes: 9999 inodes are free", inodes(9_999)));
    }

    static Stream<Arguments> clock() {
        return Stream.of(
                well(skew(9)),
                well(skew(-9)),
                found("WARNING clock: it is 10 s ahead of the coordinator's", skew(10)),
                found("WARNING clock: it is 60 s behind the coordinator's", skew(-60)),
                found("PROBLEM clock: it is 61 s behind the coordinator's", skew(-61)));
    }

    private static Consumer<VisitDraft> memory(OpcacheMemory memory) {
        return draft -> draft.memory = memory;
    }

    private static Consumer<VisitDraft> restarts(OpcacheRestarts restarts) {
        return draft -> draft.restarts = restarts;
    }

    static Stream<Arguments> cache() {
        return Stream.of(
                well(memory(new OpcacheMemory(40, 60, 0, 89, 100, 89, 11, false))),
                found(
                        "NOTE opcache: its interned strings are nearly full",
                        memory(new OpcacheMemory(40, 60, 0, 89, 100, 90, 10, false))),
                well(memory(new OpcacheMemory(40, 60, 0, 10, 100, 0, 0, false))),
                well(memory(new OpcacheMemory(40, 60, 0, 10, 100, 5, 1, false))),
                well(restarts(new OpcacheRestarts(1, 0, false, false, 499, 9, 0))),
                found(
                        "WARNING opcache: a restart is pending",
                        restarts(new OpcacheRestarts(1, 0, false, true, 0, 0, 0))),
                found(
                        "NOTE opcache: PHP checks for changed files (validate_timestamps=1, every 2 s)",
                        draft -> draft.settings = new OpcacheSettings(true, true, true, 2, 0, false, false, false)));
    }

    static Stream<Arguments> machine() {
        return Stream.of(
                well(draft -> draft.shell = ""),
                well(draft -> draft.shell = "zsh"),
                found("PROBLEM tools: sha256sum is missing", draft -> draft.tools = Set.of("tar", "gzip", "flock")),
                found("NOTE tools: gzip is missing", draft -> draft.tools = Set.of("tar", "openssl", "flock")),
                well(draft -> draft.execs = true),
                well(draft -> draft.aroundTools = Set.of()),
                found("PROBLEM file system: the site spreads over 2 file systems", draft -> draft.fileSystems = 2),
                well(draft -> draft.fileSystem = Optional.empty()),
                found(
                        "WARNING file system: the site is on fuse.sshfs",
                        draft -> draft.fileSystem = Optional.of("fuse.sshfs")),
                found("PROBLEM path: the directory belongs to prod/blog", draft -> draft.site = "blog"),
                found(
                        "NOTE releases: stagings or removals were cut short",
                        draft -> draft.leftovers = List.of(".incoming-r3")),
                found("PROBLEM current: current is a file, not a link", draft -> draft.link = Link.FILE),
                well(draft -> draft.mode = "drwxrwxr-x"),
                well(draft -> draft.mode = "drwxrwxr"),
                found(
                        "WARNING permissions: everybody on the host may write /srv/shop",
                        draft -> draft.mode = "drwxrwx-wt"));
    }

    @ParameterizedTest
    @MethodSource({"room", "clock", "cache", "machine"})
    void a_finding_begins_where_it_matters(List<String> expected, Consumer<VisitDraft> change) {
        assertEquals(expected, lines(unwell(change)));
    }

    @Test
    void a_request_by_a_program_on_the_host_needs_curl() {
        var found = unwell(draft -> {
            draft.execs = true;
            draft.aroundTools = Set.of();
        });

        assertEquals(List.of("PROBLEM tools: curl is missing"), lines(found));
    }

    @Test
    void a_link_that_leads_elsewhere_is_a_problem() {
        var found = unwell(draft -> {
            draft.live = Optional.empty();
            draft.endpoint = Optional.of(new EndpointSeen.NotAsked("nothing is live"));
        });

        assertEquals(
                "PROBLEM current: current leads elsewhere than to a directory in releases/",
                lines(found).get(0));
        assertEquals(
                "it is a link to 'releases/b', which Sluice could neither prove nor return to",
                found.get(0).why());
        assertTrue(lines(found).stream().noneMatch(line -> line.contains("rollback target")), found::toString);
    }

    @Test
    void only_the_pool_that_answers_runs_the_sites_code() {
        Consumer<VisitDraft> another = draft ->
                draft.otherPools = List.of(new Examination.Pool(HostText.of("jobs"), HostText.of("deploy"), 1));
        assertEquals(List.of(), lines(unwell(another)));

        var unnamed = unwell(another.andThen(draft -> draft.pool = ""));
        assertEquals(List.of("NOTE permissions: PHP runs as the deploy user deploy"), lines(unnamed));

        var unasked = unwell(another.andThen(draft -> {
            draft.endpoint = Optional.of(new EndpointSeen.NotAsked("it is not used"));
        }));
        assertEquals(
                List.of("NOTE permissions: PHP runs as the deploy user deploy", "NOTE endpoint: it was not asked"),
                lines(unasked));
    }

    @Test
    void a_shared_path_is_denied_where_no_account_that_runs_the_sites_code_may_use_it() {
        var www = new Examination.Denied(
                HostText.of("www-data"), Examination.Denied.Right.WRITE, HostText.of("shared/images"));
        var jobs = new Examination.Denied(
                HostText.of("jobs"), Examination.Denied.Right.WRITE, HostText.of("shared/images"));
        var denied = List.of("WARNING shared paths: www-data may not write shared/images");
        Consumer<VisitDraft> two =
                draft -> draft.otherPools = List.of(new Examination.Pool(HostText.of("jobs"), HostText.of("jobs"), 1));
        Consumer<VisitDraft> unnamed = two.andThen(draft -> draft.pool = "");

        assertEquals(denied, lines(unwell(two.andThen(draft -> draft.denied = List.of(www)))));
        assertEquals(List.of(), lines(unwell(two.andThen(draft -> draft.denied = List.of(jobs)))));
        assertEquals(List.of(), lines(unwell(unnamed.andThen(draft -> draft.denied = List.of(www)))));
        assertEquals(denied, lines(unwell(unnamed.andThen(draft -> draft.denied = List.of(www, jobs)))));
    }

    @Test
    void what_is_well_is_named_too() {
        var lines = Checkup.of(new VisitDraft().visit()).stream()
                .map(finding -> finding.topic() + ": " + finding.what())
                .toList();

        assertEquals(
                List.of(
                        "reach: SSH and the host's scripts work",
                        "login shell: it runs the host's scripts",
                        "disk: more than 1 GB is free",
                        "inodes: there are enough",
                        "tools: all required tools exist",
                        "current: it is a link to a whole release",
                        "rollback target: an earlier good release exists",
                        "lock: free",
                        "permissions: the deploy user owns what it must",
                        "clock: it agrees with the coordinator's within 10 s",
                        "endpoint: it answers, and PHP serves what current names",
                        "php: 8.2.7, fpm-fcgi",
                        "php: the web server resolves current at each request ($realpath_root)"),
                lines.subList(0, 13));
        assertTrue(lines.get(13).startsWith("opcache: method reset: "), lines.get(13));
        assertEquals("opcache: it has room as long as little is cached", lines.get(14));
        assertEquals(15, lines.size());
    }

    @Test
    void a_cache_that_is_not_to_be_seen_is_not_judged() {
        var hidden = new OpcacheSettings(false, true, false, 2, 0, false, false, false);
        var found = unwell(draft -> {
            draft.settings = hidden;
            draft.memory = new OpcacheMemory(100, 0, 0, 100, 100, 1, 1, true);
        });

        assertTrue(found.stream().noneMatch(finding -> finding.what().contains("memory")), found::toString);
    }

    @Test
    void a_cache_that_is_off_looks_at_no_files() {
        var found = unwell(draft -> draft.settings = new OpcacheSettings(true, false, true, 2, 0, false, false, false));

        assertTrue(found.stream().noneMatch(finding -> finding.what().contains("changed files")), found::toString);
    }

    @Test
    void an_endpoint_that_answers_over_the_socket_leaves_the_root_unseen() {
        var found = unwell(draft -> draft.route = EndpointRoute.FPM_SOCKET);

        assertEquals(
                List.of("NOTE php: which root the web server uses is not seen over PHP-FPM's socket"), lines(found));
    }

    @Test
    void what_keeps_the_web_server_from_the_endpoint_is_a_note_where_the_socket_answers() {
        var found = unwell(draft -> {
            draft.route = EndpointRoute.FPM_SOCKET;
            draft.unsigned = Optional.of(VisitDraft.nginx(404));
        });

        assertEquals(
                List.of(
                        "NOTE endpoint: nginx answers 404 for /_sluice.php itself, and PHP is not asked",
                        "NOTE php: which root the web server uses is not seen over PHP-FPM's socket"),
                lines(found));
    }

    @Test
    void an_endpoint_that_refuses_is_quoted() {
        var refused = finding(
                "endpoint",
                draft -> draft.endpoint =
                        Optional.of(new EndpointSeen.Refused("the signature is wrong", "compare the keys")));

        assertEquals(
                Finding.problem(
                        "endpoint", "it does not answer as it should", "the signature is wrong", "compare the keys"),
                refused);
    }

    @Test
    void a_stale_php_is_compared_with_what_current_names() {
        var stale = finding("endpoint", VisitDraft::makeStale);

        assertTrue(stale.why().startsWith("current names b; "), stale.why());
    }

    @Test
    void a_lease_names_its_owner_and_its_age() {
        var lease =
                new LeaseFacts("r-1", 7, HostText.of("be\u001b[31mrt"), Duration.ofMinutes(5), Duration.ofMinutes(10));

        assertEquals(
                Finding.warning(
                        "lock",
                        "held by r-1",
                        "of bert, 5 minutes ago",
                        "wait for it; a dead rollout's lease ends by itself after 10 minutes"),
                finding("lock", draft -> draft.lease = Optional.of(lease)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "119, 119 s",
        "120, 2 minutes",
        "7199, 119 minutes",
        "7200, 2 hours",
        "172799, 47 hours",
        "172800, 2 days"
    })
    void an_age_is_in_its_largest_whole_unit(long seconds, String words) {
        assertEquals(words, LeaseJudgement.words(Duration.ofSeconds(seconds)));
    }

    @Test
    void a_lock_of_a_person_has_an_id_of_eight_digits() {
        assertEquals("lock-0000000f", HandLock.id(15));
    }

    @Test
    void a_finding_that_a_host_has_twice_names_it_once_and_notes_are_no_trouble() {
        var note = Finding.note("tools", "gzip is missing", "", "install gzip");
        Map<HostName, List<Finding>> findings = new LinkedHashMap<>();
        findings.put(new HostName("web01"), List.of(note, note));

        var diagnosis = Diagnosis.of(findings);

        assertTrue(diagnosis.healthy());
        assertEquals(List.of(new HostName("web01")), diagnosis.findings().get(0).hosts());
        assertFalse(Diagnosis.of(Map.of(new HostName("web01"), List.of(Finding.problem("a", "b", "c", "d"))))
                .healthy());
    }
}
