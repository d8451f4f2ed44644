package dev.sluice.step;

import static dev.sluice.step.SampleLease.LEASE;
import static dev.sluice.step.SampleLease.settings;
import static dev.sluice.step.SampleLease.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.EntryRanges;
import dev.sluice.artifact.PayloadCompression;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.step.StageRelease.Bases;
import dev.sluice.step.StageRelease.PassedOver;
import dev.sluice.step.StageRelease.Staged;
import dev.sluice.step.StageRelease.Unusable;
import dev.sluice.step.StageRelease.Way;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a host is asked what it lacks of a release, and what it receives. */
class StageReleaseTest {
    private static final String PHP = Sha256.hex("<?php".getBytes(StandardCharsets.US_ASCII));

    private final List<String> progress = new ArrayList<>();
    private final ScriptedSession session = new ScriptedSession();

    /** A manifest of nine lines. */
    private record Content() implements ReleaseContent {
        @Override
        public String digest() {
            return "d1";
        }

        @Override
        public int lines() {
            return 9;
        }

        @Override
        public void writeManifest(OutputStream out) throws IOException {
            out.write("the manifest".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void writeTo(OutputStream out, EntryRanges some, PayloadCompression compression, LongConsumer written)
                throws IOException {
            out.write(("a tar of " + some + ", " + compression).getBytes(StandardCharsets.US_ASCII));
            written.accept(70);
            written.accept(140);
        }

        @Override
        public long tarBytes(EntryRanges some) {
            return 100;
        }
    }

    private StageRelease staging(Optional<String> group) {
        return new StageRelease(
                LEASE,
                "r1",
                new Content(),
                settings(group),
                new EndpointFiles("<?php", "{}"),
                new Bases(List.of("a", "b"), List.of("c")),
                PayloadCompression.NONE,
                (sent, total) -> progress.add(sent + " of " + total));
    }

    private ScriptedSession ready(Map<String, String> more) {
        var answer = new TreeMap<>(Map.of("state", "ready", "way", "recycle", "base", "b", "needed", "2-3,9"));
        answer.putAll(more);
        return session.answers(answer).answers(Map.of());
    }

    @Test
    void a_host_is_asked_what_it_lacks_and_receives_that() throws Exception {
        ready(Map.of());

        assertEquals(
                new Staged(Way.RECYCLE, "b", 3, 100, List.of()),
                staging(Optional.of("www-data")).on(session));

        assertEquals(
                List.of(HostScripts.STAGE_BEGIN, HostScripts.STAGE_FILES),
                session.commands.stream().map(HostCommand::script).toList());
        var begin = session.commands.get(0);
        assertEquals(
                values(Map.of(
                        "release", "r1",
                        "digest", "d1",
                        "umask", "0027",
                        "group", "www-data",
                        "compression", "none",
                        "endpoint_bytes", "5",
                        "endpoint_sha256", PHP,
                        "recycle", "a\nb",
                        "copy", "c",
                        "link", "no")),
                begin.values());
        assertEquals("<?phpthe manifest", ScriptedSession.payload(begin));
        var files = session.commands.get(1);
        assertEquals("a tar of 2-3,9, NONE", ScriptedSession.payload(files));
        assertEquals(Duration.ofMinutes(10), files.timeout(), "a large release on a slow disk");
        assertEquals(List.of("70 of 100", "100 of 100"), progress, "never more than all of it");
    }

    @Test
    void a_staged_release_gets_its_permissions_its_links_and_its_endpoint() throws Exception {
        ready(Map.of());
        staging(Optional.of("www-data")).on(session);

        assertEquals(
                values(Map.of(
                        "release", "r1",
                        "digest", "d1",
                        "compression", "none",
                        "umask", "0027",
                        "group", "www-data",
                        "docroot", "public",
                        "shared_directories", "storage\nuploads",
                        "shared_files", ".env")),
                without(session.commands.get(1).values(), "writable", "config", "endpoint_sha256"));
        assertEquals("cache", session.commands.get(1).values().get("writable"));
        assertEquals("{}", session.commands.get(1).values().get("config"));
        assertEquals(PHP, session.commands.get(1).values().get("endpoint_sha256"));
    }

    private static Map<String, String> without(Map<String, String> values, String... keys) {
        var fewer = new TreeMap<>(values);
        fewer.keySet().removeAll(List.of(keys));
        return fewer;
    }

    @Test
    void a_release_that_is_there_already_is_not_sent() throws Exception {
        session.answers(Map.of("state", "present"));

        assertEquals(
                new Staged(Way.PRESENT, "", 0, 0, List.of()),
                staging(Optional.empty()).on(session));

        assertEquals(1, session.commands.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-10", "3,2", "2-1", "0", "a", "1,,2", "1 2", "99999999999", "4-", "1;"})
    void a_host_that_lacks_what_is_not_in_the_manifest_receives_nothing(String needed) {
        ready(Map.of("needed", needed));

        var e = assertThrows(
                HostException.class, () -> staging(Optional.empty()).on(session));

        assertTrue(String.valueOf(e.getMessage()).contains("needed"), e.getMessage());
        assertEquals(1, session.commands.size());
    }

    @Test
    void no_group_is_sent_as_nothing() throws Exception {
        ready(Map.of());
        staging(Optional.empty()).on(session);

        assertEquals("", session.commands.get(1).values().get("group"));
    }

    @Test
    void releases_that_were_passed_over_are_returned_with_the_reason() throws Exception {
        session.answers(
                        Map.of("state", "ready", "way", "none", "base", "", "needed", "1-9"),
                        List.of(Map.of("id", "a", "why", "young"), Map.of("id", "c", "why", "unsound")))
                .answers(Map.of());

        assertEquals(
                List.of(new PassedOver("a", Unusable.YOUNG), new PassedOver("c", Unusable.UNSOUND)),
                staging(Optional.empty()).on(session).passedOver());
    }
}
