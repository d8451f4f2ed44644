package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScripts;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseSettings.Assets;
import dev.sluice.playbook.ReleaseSettings.Base;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import dev.sluice.playbook.ReleaseSettings.Shared;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way of a plain directory into releases, and the first way from the web server to PHP. */
class ConversionStepsTest {
    private static final Lease LEASE = new Lease("/srv/shop", "r-1", 7);
    private static final ReleaseSettings SETTINGS = new ReleaseSettings(
            5,
            "public",
            new Shared(List.of("storage"), List.of(".env")),
            List.of("cache"),
            Base.COPY,
            new Permissions("0027", Optional.of("www-data"), Optional.of(List.of("ci"))),
            Optional.of(new Assets(List.of("build", "img"), 2)),
            List.of(),
            Optional.empty());

    private final ScriptedSession session = new ScriptedSession();

    private static Map<String, String> values(Map<String, String> more) {
        var values = new HashMap<>(more);
        values.putAll(Map.of("path", "/srv/shop", "rollout", "r-1", "token", "7"));
        return values;
    }

    private static Map<String, String> layout(String verb, Map<String, String> more) {
        var values = new HashMap<>(more);
        values.putAll(Map.of("verb", verb, "docroot", "public", "shared", "storage\n.env", "writable", "cache"));
        return values;
    }

    @Test
    void a_plain_directory_reports_its_size_in_bytes_and_what_of_it_survives_releases() throws Exception {
        session.answers(Map.of("state", "plain", "id", "", "kib", "3", "free", "5", "shared", "storage\n.env"));

        assertEquals(
                new CheckPlain.Directory(
                        CheckPlain.State.PLAIN,
                        "",
                        3072,
                        OptionalLong.of(5120),
                        List.of(HostText.of("storage"), HostText.of(".env"))),
                new CheckPlain("/srv/shop", SETTINGS).on(session));
        assertEquals(
                layout("check", Map.of("path", "/srv/shop")), session.command().values());
    }

    @Test
    void a_host_may_not_know_how_much_room_is_free() throws Exception {
        session.answers(Map.of("state", "converted", "id", "r1", "kib", "0", "free", "", "shared", ""));

        assertEquals(
                new CheckPlain.Directory(CheckPlain.State.CONVERTED, "r1", 0, OptionalLong.empty(), List.of()),
                new CheckPlain("/srv/shop", SETTINGS).on(session));
    }

    @Test
    void a_conversion_checks_the_document_root_and_the_directories_with_assets() throws Exception {
        session.answers(Map.of("id", "r1", "digest", "d1"));

        assertEquals(
                new ConvertDirectory.Converted("r1", "d1"), new ConvertDirectory(LEASE, SETTINGS, "r1").on(session));
        assertEquals(HostScripts.CONVERT, session.command().script());
        assertEquals(
                values(layout(
                        "convert",
                        Map.of(
                                "release", "r1",
                                "umask", "0027",
                                "group", "www-data",
                                "code", "public\nbuild\nimg",
                                "exempt", "storage\ncache",
                                "writers", "ci"))),
                session.command().values());
    }

    @Test
    void a_conversion_that_is_undone_names_the_release_that_it_had_made() throws Exception {
        session.answers(Map.of("id", "r1"));

        assertEquals("r1", new UndoConversion(LEASE, SETTINGS).on(session));
        assertEquals(values(layout("undo", Map.of())), session.command().values());
    }

    @ParameterizedTest
    @CsvSource({"yes, YES", "no, NO"})
    void the_first_way_is_tried_between_the_checks_of_the_host_and_the_end_of_the_link(
            String word, TryFirstWay.Tried tried) throws Exception {
        session.answers(Map.of("tried", word));
        var tries = new AtomicInteger();
        var step = new TryFirstWay(
                LEASE, "r1", SETTINGS, new TryFirstWay.Probe("p1.txt", "hello"), tries::incrementAndGet);

        assertEquals(tried, step.on(session));

        assertEquals(
                values(Map.of(
                        "release", "r1",
                        "docroot", "public",
                        "umask", "0027",
                        "group", "www-data",
                        "name", "p1.txt",
                        "text", "hello")),
                session.command().values());
        assertEquals(0, tries.get());
        var confirmed =
                assertInstanceOf(HostCommand.Confirmed.class, session.command().input());
        assertTrue(confirmed.consent().given());
        assertEquals(1, tries.get());
    }
}
