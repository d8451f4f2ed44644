package dev.sluice.step;

import static dev.sluice.step.SampleLease.LEASE;
import static dev.sluice.step.SampleLease.settings;
import static dev.sluice.step.SampleLease.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.host.AnswerFields;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts about releases are asked for, and what their answers are taken for. */
class ReleaseStepsTest {

    private final ScriptedSession session = new ScriptedSession();

    @Test
    void the_digest_of_the_endpoint_is_that_of_sha256sum() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                new EndpointFiles("abc", "").sha256());
        assertEquals(new EndpointFiles("", ""), EndpointFiles.none());
    }

    @Test
    void a_link_is_switched_to_a_release_with_the_consent_given_last() throws Exception {
        session.answers(Map.of("noop", "no"));
        HostCommand.Consent consent = () -> true;

        assertEquals(
                SwitchLink.Switched.DONE,
                SwitchLink.toRelease(LEASE, "releases/r0", "r1", "anna", consent)
                        .on(session));

        assertEquals(HostScripts.SWITCH, session.command().script());
        assertEquals(
                values(Map.of(
                        "from", "releases/r0",
                        "to", "releases/r1",
                        "restore", "no",
                        "actor", "anna",
                        "event", "released")),
                session.command().values());
        var confirmed =
                assertInstanceOf(HostCommand.Confirmed.class, session.command().input());
        assertSame(consent, confirmed.consent());
        assertEquals(Duration.ofSeconds(60), session.command().timeout());
    }

    @Test
    void the_reverse_of_a_switch_expects_what_it_made_and_restores_what_was_there() throws Exception {
        session.answers(Map.of("noop", "yes"));
        HostCommand.Consent consent = () -> false;
        var forward = SwitchLink.toRelease(LEASE, "elsewhere", "r1", "anna", () -> true);

        assertEquals(SwitchLink.Switched.NOTHING_TO_DO, forward.reverse(consent).on(session));

        assertEquals(
                values(Map.of(
                        "from", "releases/r1",
                        "to", "elsewhere",
                        "restore", "yes",
                        "actor", "anna",
                        "event", "reverted")),
                session.command().values());
        assertSame(
                consent,
                assertInstanceOf(HostCommand.Confirmed.class, session.command().input())
                        .consent());
    }

    @ParameterizedTest
    @CsvSource({"GOOD, good", "BAD, bad", "LEFT, left", "UNKNOWN, unknown"})
    void a_mark_travels_as_its_word(ReleaseMark mark, String word) throws Exception {
        session.answers(Map.of());

        assertEquals(mark, new MarkRelease(LEASE, "r1", mark, "anna").on(session));

        assertEquals(
                values(Map.of("release", "r1", "state", word, "actor", "anna")),
                session.command().values());
        assertEquals(
                mark,
                new AnswerFields(session.host(), "inspect", Map.of("state", word)).word("state", ReleaseMark.class));
    }

    @Test
    void pruning_answers_what_went_and_what_could_not() throws Exception {
        session.answers(
                Map.of(),
                List.of(
                        Map.of("id", "r1", "removed", "yes"),
                        Map.of("id", "r2", "removed", "no"),
                        Map.of("id", "", "removed", "yes")));

        var pruned = new Prune(LEASE, List.of("r8", "r9"), Optional.of("r7")).on(session);

        assertEquals(new Prune.Pruned(List.of("r1", ""), List.of("r2")), pruned);
        assertEquals(
                values(Map.of("keep", "r8\nr9", "back", "r7")),
                session.command().values());
        assertEquals(Duration.ofMinutes(10), session.command().timeout());
    }

    @Test
    void pruning_without_a_release_to_go_back_to_names_none() throws Exception {
        session.answers(Map.of());

        new Prune(LEASE, List.of(), Optional.empty()).on(session);

        assertEquals(values(Map.of("keep", "", "back", "")), session.command().values());
    }

    @ParameterizedTest
    @CsvSource({"yes, TREE", "no, MARKER"})
    void an_adopted_release_has_its_digest_from_a_marker_or_from_its_tree(String computed, Adopt.Origin origin)
            throws Exception {
        session.answers(Map.of("id", "r1", "digest", "d1", "computed", computed));

        var adopted = new Adopt(LEASE, settings(Optional.of("www-data")), new EndpointFiles("<?php", "{}")).on(session);

        assertEquals(new Adopt.Adopted("r1", "d1", origin), adopted);
        assertEquals(
                values(Map.of(
                        "docroot", "public",
                        "umask", "0027",
                        "group", "www-data",
                        "without", "storage\nuploads\n.env\ncache",
                        "config", "{}",
                        "endpoint_sha256", Sha256.hex("<?php".getBytes(StandardCharsets.US_ASCII)),
                        "code", "public",
                        "exempt", "storage\nuploads\ncache",
                        "writers", "")),
                session.command().values());
        assertEquals("<?php", ScriptedSession.payload(session.command()));
    }

    @Test
    void no_group_travels_as_nothing() throws Exception {
        session.answers(Map.of("id", "r1", "digest", "d1", "computed", "no"));
        new Adopt(LEASE, settings(Optional.empty()), EndpointFiles.none()).on(session);

        assertEquals("", session.command().values().get("group"));
    }

    @Test
    void assets_are_placed_in_both_releases_and_counted_apart() throws Exception {
        session.answers(Map.of("to_live", "2", "to_new", "5"));

        var placed = new PlaceAssets(
                        LEASE,
                        "r1",
                        new Permissions("0022", Optional.of("www-data"), Optional.empty()),
                        List.of("build", "img"),
                        List.of("r8", "r9"))
                .on(session);

        assertEquals(new PlaceAssets.Placed(2, 5), placed);
        assertEquals(
                values(Map.of(
                        "release", "r1",
                        "umask", "0022",
                        "group", "www-data",
                        "directories", "build\nimg",
                        "earlier", "r8\nr9")),
                session.command().values());
        assertEquals(Duration.ofMinutes(10), session.command().timeout());
    }

    @ParameterizedTest
    @CsvSource({
        "whole, WHOLE",
        "absent, ABSENT",
        "unmarked, UNMARKED",
        "no-manifest, NO_MANIFEST",
        "other-manifest, OTHER_MANIFEST"
    })
    void a_release_that_is_compared_is_in_one_state(String word, CompareRelease.State state) throws Exception {
        session.answers(Map.of("state", word, "digest", "d1"));

        assertEquals(
                new CompareRelease.Compared(state, "d1", ""),
                new CompareRelease("/srv/shop", "r1", List.of("storage", "cache")).on(session));

        assertEquals(HostScripts.WAY_BACK, session.command().script());
        assertEquals(
                Map.of("path", "/srv/shop", "release", "r1", "without", "storage\ncache"),
                session.command().values());
        assertEquals(Duration.ofMinutes(10), session.command().timeout());
    }

    @Test
    void a_changed_release_names_what_differs_without_control_characters() throws Exception {
        session.answers(Map.of("state", "changed", "digest", "", "count", "2", "names", "a.php\nb\u001b[31m.php"));

        var compared = new CompareRelease("/srv/shop", "r1", List.of()).on(session);

        assertEquals(CompareRelease.State.CHANGED, compared.state());
        assertEquals("", compared.digest());
        assertEquals("2 of its files differ or are missing: a.php, b.php", compared.differing());
    }

    @Test
    void an_answer_of_a_comparison_that_nobody_knows_is_that_hosts_failure() {
        session.answers(Map.of("state", "odd"));

        var failure =
                assertThrows(HostException.class, () -> new CompareRelease("/srv/shop", "r1", List.of()).on(session));

        assertEquals(HostException.Kind.ANSWER, failure.kind());
        assertEquals(
                "the answer of the script way-back is not valid: state is 'odd', which is none of its values",
                failure.getMessage());
    }

    @Test
    void a_switch_keeps_how_far_the_logs_were_written_only_where_there_are_logs() throws Exception {
        session.answers(Map.of("noop", "no"));

        new SwitchLink(
                        LEASE,
                        "",
                        "releases/r1",
                        SwitchLink.Target.RELEASE,
                        "anna",
                        "released",
                        new SiteLogs(List.of("a.log"), SiteLogs.Usual.LEFT_ALONE),
                        () -> true)
                .on(session);

        assertEquals("a.log", session.command().values().get("logs"));
    }
}
