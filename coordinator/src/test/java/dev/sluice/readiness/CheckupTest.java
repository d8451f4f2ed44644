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
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.OutdatedScripts.Some;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.readiness.Finding.Level;
import dev.sluice.step.Examination.Denied;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.HostFacts.Link;
import dev.sluice.step.HostFacts.LiveRelease;
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

class CheckupTest {
    @Test
    void a_host_as_it_should_be_has_nothing_but_good_findings() {
        assertEquals(List.of(), unwell(draft -> {}));
        assertTrue(Checkup.of(new VisitDraft().visit()).size() > 10);
    }

    private static Arguments found(String expected, Consumer<VisitDraft> change) {
        return Arguments.of(expected, change);
    }

    private static Consumer<VisitDraft> settings(OpcacheSettings settings) {
        return draft -> draft.settings = settings;
    }

    static Stream<Arguments> onThePhp() {
        return Stream.of(
                found(
                        "PROBLEM opcache: OPcache is off",
                        settings(new OpcacheSettings(false, false, false, 2, 0, false, false, false))),
                found(
                        "PROBLEM opcache: opcache.restrict_api does not cover the endpoint",
                        settings(new OpcacheSettings(false, true, false, 2, 0, false, false, true))),
                found(
                        "PROBLEM opcache: opcache.file_cache is set",
                        settings(new OpcacheSettings(true, true, false, 2, 0, true, false, false))),
                found(
                        "PROBLEM opcache: opcache.preload is set",
                        settings(new OpcacheSettings(true, true, false, 2, 0, false, true, false))),
                found(
                        "NOTE opcache: PHP checks for changed files (validate_timestamps=1, every 2 s)",
                        settings(new OpcacheSettings(true, true, true, 2, 0, false, false, false))));
    }

    static Stream<Arguments> onTheCache() {
        return Stream.of(
                found(
                        "PROBLEM opcache: its memory is full",
                        draft -> draft.memory = new OpcacheMemory(40, 60, 0, 10, 100, 1, 9, true)),
                found(
                        "WARNING opcache: it has no room for another release",
                        draft -> draft.memory = new OpcacheMemory(80, 10, 10, 10, 100, 1, 9, false)),
                found(
                        "WARNING opcache: its table of scripts is nearly full",
                        draft -> draft.memory = new OpcacheMemory(40, 60, 0, 90, 100, 1, 9, false)),
                found(
                        "NOTE opcache: its interned strings are nearly full",
                        draft -> draft.memory = new OpcacheMemory(40, 60, 0, 10, 100, 99, 1, false)),
                found(
                        "WARNING opcache: it has restarted because memory ran out",
                        draft -> draft.restarts = new OpcacheRestarts(1, 0, false, false, 0, 0, 1)),
                found(
                        "NOTE opcache: it was reset 500 times since PHP started",
                        draft -> draft.restarts = new OpcacheRestarts(1, 0, false, false, 500, 0, 0)),
                found(
                        "WARNING opcache: a restart is pending",
                        draft -> draft.restarts = new OpcacheRestarts(1, 0, true, false, 0, 0, 0)),
                found(
                        "WARNING opcache: PHP runs files as they were before they changed",
                        draft -> draft.outdated = new OutdatedScripts(
                                new Some(1, List.of("shared/wp-config.php")), new Some(0, List.of()))),
                found(
                        "NOTE php: the web server hands on the path through current ($document_root)",
                        draft -> draft.root = "link"),
                found(
                        "WARNING php: the web server's document root is not <path>/current/<docroot>",
                        draft -> draft.root = "other"));
    }

    static Stream<Arguments> ofOtherAccounts() {
        return Stream.of(
                found(
                        "PROBLEM permissions: deploy may not write /srv/shop/releases",
                        draft -> draft.unwritable = Optional.of("/srv/shop/releases")),
                found(
                        "PROBLEM permissions: another account may write to directories with the site's code",
                        draft -> draft.open = Optional.of(new HostFacts.OpenDirectory(
                                HostText.of("/srv/shop/releases"), HostText.of("www-data")))),
                found(
                        "WARNING php: another account has made 2 of the endpoint's names in PHP's temporary directory",
                        draft -> draft.strangeStores = 2),
                found(
                        "WARNING shared paths: www-data may not write shared/images",
                        draft -> draft.denied = denied(Denied.Right.WRITE, "shared/images")),
                found(
                        "WARNING shared paths: www-data may not read shared/.env",
                        draft -> draft.denied = denied(Denied.Right.READ, "shared/.env")),
                found(
                        "WARNING shared paths: www-data may not enter shared",
                        draft -> draft.denied = denied(Denied.Right.ENTER, "shared")),
                found(
                        "WARNING shared paths: shared/images does not exist yet",
                        draft -> draft.denied = denied(Denied.Right.MAKE, "shared/images")));
    }

    static Stream<Arguments> onTheMachine() {
        return Stream.of(
                found("PROBLEM disk: 99 MB are free", draft -> draft.freeBytes = OptionalLong.of(99L << 20)),
                found("WARNING disk: 900 MB are free", draft -> draft.freeBytes = OptionalLong.of(900L << 20)),
                found("PROBLEM inodes: 9 inodes are free", draft -> draft.freeInodes = OptionalLong.of(9)),
                found("NOTE login shell: it is /usr/bin/fish", draft -> draft.shell = "/usr/bin/fish"),
                found("NOTE tools: flock is missing", draft -> draft.tools = Set.of("tar", "openssl", "gzip")),
                found("PROBLEM tools: tar is missing", draft -> draft.tools = Set.of("sha256sum", "gzip", "flock")),
                found("WARNING file system: the site is on nfs", draft -> draft.fileSystem = Optional.of("nfs")),
                found("PROBLEM shared files: shared files are missing", draft -> draft.missing = List.of(".env")),
                found(
                        "PROBLEM permissions: the site's directory /srv/shop does not exist, and deploy may not create it",
                        draft -> draft.unwritable = Optional.of("/srv")),
                found(
                        "WARNING permissions: everybody on the host may write /srv/shop",
                        draft -> draft.mode = "drwxrwxrwx"),
                found("NOTE permissions: PHP runs as the deploy user deploy", draft -> draft.phpUser = "deploy"),
                found(
                        "WARNING clock: it is 45 s behind the coordinator's",
                        draft -> draft.skew = Duration.ofSeconds(-45)),
                found(
                        "PROBLEM clock: it is 90 s ahead of the coordinator's",
                        draft -> draft.skew = Duration.ofSeconds(90)),
                found("PROBLEM current: current leads nowhere", draft -> draft.link = Link.DANGLING),
                found("PROBLEM current: current is a directory, not a link", draft -> draft.link = Link.DIRECTORY),
                found(
                        "NOTE current: it leads to a release that another tool made",
                        draft -> draft.live = Optional.of(new LiveRelease("b", ""))),
                found(
                        "NOTE rollback target: no good release is older than the live one",
                        draft -> draft.back = Optional.empty()),
                found("WARNING lock: held by r-00000001", draft -> draft.lease = lease("r-00000001", 1, 60)),
                found(
                        "NOTE lock: r-00000001 left its lease behind",
                        draft -> draft.lease = lease("r-00000001", 61, 60)),
                found("WARNING lock: held by lock-00000001", draft -> draft.lease = lease("lock-00000001", 99999, 0)),
                found("PROBLEM endpoint: PHP serves another release than current names", VisitDraft::makeStale));
    }

    private static List<Denied> denied(Denied.Right right, String path) {
        return List.of(new Denied(HostText.of("www-data"), right, HostText.of(path)));
    }

    private static Optional<LeaseFacts> lease(String id, int age, int ttl) {
        return Optional.of(
                new LeaseFacts(id, 7, HostText.of("bert"), Duration.ofSeconds(age), Duration.ofSeconds(ttl)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"onThePhp", "onTheCache", "onTheMachine", "ofOtherAccounts"})
    void one_fault_is_one_finding_with_a_reason(String expected, Consumer<VisitDraft> change) {
        var found = unwell(change);

        assertEquals(
                List.of(expected),
                found.stream()
                        .map(finding -> finding.level() + " " + finding.topic() + ": " + finding.what())
                        .toList());
        assertFalse(found.get(0).why().isEmpty());
        assertTrue(found.get(0).level() == Level.NOTE || !found.get(0).remedy().isEmpty(), "each trouble has a remedy");
    }

    @Test
    void what_keeps_a_reset_from_working_is_good_to_know_where_nothing_resets() {
        var draft = new VisitDraft();
        draft.settings = new OpcacheSettings(true, true, false, 2, 0, true, false, false);
        var answered = new EndpointSeen.Answered(draft.state(1, "b", "b", "b"), EndpointRoute.WEB_SERVER);
        var none = VisitDraft.opcache(Method.NONE);
        var expected = new Visit.Expected(
                new FleetName("prod", "shop"), "/srv/shop", none, Optional.empty(), Optional.empty(), "", false);

        assertTrue(PhpJudgement.of(answered, expected).stream().noneMatch(finding -> finding.level() == Level.PROBLEM));
    }

    @Test
    void a_lock_says_how_it_ends() {
        assertEquals(
                "sluice unlock --lock lock-00000001 ends it, when its reason is gone",
                LeaseJudgement.remedy(lease("lock-00000001", 5, 0).orElseThrow()));
        assertEquals(
                "it waits for a person: sluice status r-00000001 shows for what; then sluice promote, resume or"
                        + " abort r-00000001; sluice unlock --lock r-00000001 gives it up",
                LeaseJudgement.remedy(lease("r-00000001", 5, 0).orElseThrow()));
        assertEquals(
                "wait for it; a dead rollout's lease ends by itself after 60 s",
                LeaseJudgement.remedy(lease("r-00000001", 5, 60).orElseThrow()));
    }

    @Test
    void a_host_before_its_first_release_is_no_problem() {
        var found = unwell(draft -> {
            draft.link = Link.ABSENT;
            draft.live = Optional.empty();
            draft.placed = Optional.empty();
            draft.back = Optional.empty();
            draft.endpoint = Optional.of(new EndpointSeen.NotAsked("nothing is live yet"));
        });

        assertEquals(
                List.of("NOTE current", "NOTE endpoint"),
                found.stream()
                        .map(finding -> finding.level() + " " + finding.topic())
                        .toList());
    }

    @Test
    void equal_findings_of_many_hosts_are_told_once_and_the_worst_first() {
        var full = Finding.problem("disk", "9 MB are free", "", "free space");
        var fine = Finding.ok("clock", "it agrees");
        Map<HostName, List<Finding>> findings = new LinkedHashMap<>();
        findings.put(new HostName("web01"), List.of(fine));
        findings.put(new HostName("web02"), List.of(fine, full));

        var diagnosis = Diagnosis.of(findings);

        assertFalse(diagnosis.healthy());
        assertEquals(
                List.of("disk [web02]", "clock [web01, web02]"),
                diagnosis.findings().stream()
                        .map(shared -> shared.finding().topic() + " " + shared.hosts())
                        .toList());
    }

    @Test
    void an_endpoint_that_answers_others_only_is_named_as_that() {
        var found = VisitDraft.unwell(draft -> {
            draft.terms = "\"allow\":[\"127.0.0.1\"]}";
            draft.config = "{\"keys\":[],\"allow\":[\"127.0.0.1\",\"192.0.2.7\"]}\n";
            draft.endpoint = Optional.of(new EndpointSeen.NotReached("answered 404", "one of four causes"));
        });
        assertEquals(
                List.of("PROBLEM the host's .sluice/endpoint.json is older than the inventory"),
                found.stream()
                        .map(finding -> finding.level() + " " + finding.what())
                        .toList());
    }

    @Test
    void source_code_in_the_open_is_a_finding_of_its_own_even_where_php_is_asked_another_way() {
        var found = VisitDraft.unwell(draft -> {
            draft.route = EndpointRoute.FPM_SOCKET;
            draft.unsigned = Optional.of(VisitDraft.answer(200, "nginx", "<?php // ours"));
        });
        var source = found.stream()
                .filter(finding -> finding.topic().equals("php source"))
                .findFirst()
                .orElseThrow();
        assertEquals(Level.WARNING, source.level());
        assertTrue(source.why().contains("can be read by anybody"), source::why);
    }

    @ParameterizedTest
    @CsvSource({"401, asks for a password", "429, rate limit", "503, rate limit"})
    void a_refusal_of_nginx_is_no_lack_of_a_location(int status, String why) {
        var found = VisitDraft.unwell(draft -> {
            draft.endpoint = Optional.of(new EndpointSeen.NotAsked("it is not in the live release"));
            draft.placed = Optional.empty();
            draft.unsigned = Optional.of(VisitDraft.nginx(status));
        });
        assertTrue(found.stream().anyMatch(finding -> finding.why().contains(why)), found::toString);
        assertTrue(found.stream().noneMatch(finding -> finding.why().contains("Symfony")), found::toString);
    }
}
