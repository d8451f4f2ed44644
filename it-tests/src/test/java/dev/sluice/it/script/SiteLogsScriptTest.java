package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.step.Lease;
import dev.sluice.step.ReadSiteLogs;
import dev.sluice.step.ReadSiteLogs.From;
import dev.sluice.step.ReadSiteLogs.Part;
import dev.sluice.step.ReadSiteLogs.State;
import dev.sluice.step.SiteLogs;
import dev.sluice.step.SwitchLink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The site's logs: what was written since the switch, the last lines, and what follows, through every kind of rotation. */
class SiteLogsScriptTest extends ScriptTest {
    private static final String NAME = "shared/php error.log";
    private static final SiteLogs LOGS = new SiteLogs(List.of(NAME), SiteLogs.Usual.LEFT_ALONE);

    private static Path log(LocalSite site) throws IOException {
        Files.createDirectories(site.path().resolve("shared"));
        return site.path().resolve(NAME);
    }

    private static void write(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<Part> read(LocalSite site, SiteLogs logs, From from, int bytes) throws Exception {
        return new ReadSiteLogs(site.path().toString(), logs, from, bytes, Duration.ofSeconds(60)).on(site.session());
    }

    private static List<String> since(LocalSite site) throws Exception {
        return read(site, LOGS, new From.LastSwitch(), 10_000).stream()
                .flatMap(part -> part.lines().stream().map(HostText::raw))
                .toList();
    }

    private static void release(LocalSite site, Lease lease, String from, String to) throws Exception {
        new SwitchLink(lease, from, to, SwitchLink.Target.RELEASE, "alice", "released", LOGS, () -> true)
                .on(site.session());
    }

    private LocalSite released(LocalShell shell) throws Exception {
        var site = site(shell);
        write(log(site), "old line\n");
        var lease = site.lease();
        site.stage(lease, "r1");
        release(site, lease, "", "releases/r1");
        return site;
    }

    @UnderShells
    void only_what_was_written_since_the_switch_counts(LocalShell shell) throws Exception {
        var site = released(shell);
        assertEquals(List.of(), since(site));
        write(log(site), "PHP Fatal error:  50% of \"ü\"\t\\n <b>\u001b[31m\r\n\nlast, without an end");
        assertEquals(
                List.of("PHP Fatal error:  50% of \"ü\"\t\\n <b>\u001b[31m ", "", "last, without an end"), since(site));
    }

    @UnderShells
    void a_log_that_was_rotated_emptied_or_made_anew_is_read_on(LocalShell shell) throws Exception {
        var site = released(shell);
        write(log(site), "before the rotation\n");
        Files.move(log(site), site.path().resolve(NAME + ".1"));
        assertEquals(
                List.of(State.ROTATED, State.ABSENT),
                read(site, LOGS, new From.LastSwitch(), 100).stream()
                        .map(Part::state)
                        .toList());
        assertEquals(List.of("before the rotation"), since(site));
        write(log(site), "after it\n");
        assertEquals(List.of("before the rotation", "after it"), since(site));

        var emptied = site(shell, "emptied");
        write(log(emptied), "an old and long line\n");
        var lease = emptied.lease();
        emptied.stage(lease, "r1");
        release(emptied, lease, "", "releases/r1");
        Files.writeString(log(emptied), "new\n");
        assertEquals(List.of("new"), since(emptied));

        Files.delete(log(emptied));
        write(log(emptied), "another file\n");
        assertEquals(List.of("another file"), since(emptied));
    }

    /** As logrotate does with copytruncate: the file stays the same. */
    @UnderShells
    void a_log_that_was_copied_and_emptied_is_read_on_from_the_copy(LocalShell shell) throws Exception {
        var site = released(shell);
        write(log(site), "before the rotation\n");
        copy(site, ".1", Duration.ofMinutes(1));
        copy(site, ".2", Duration.ofDays(-1));
        copy(site, ".0.gz", Duration.ofMinutes(1));
        Files.writeString(log(site), "after\n");
        assertEquals(List.of("before the rotation", "after"), since(site));
        Files.delete(site.path().resolve(NAME + ".1"));
        assertEquals(List.of("after"), since(site), "the copy of another day is no evidence");
    }

    private static void copy(LocalSite site, String suffix, Duration later) throws IOException {
        var copy = Files.copy(log(site), site.path().resolve(NAME + suffix));
        var marked = Files.getLastModifiedTime(site.path().resolve(".sluice/log-positions"));
        Files.setLastModifiedTime(copy, FileTime.from(marked.toInstant().plus(later)));
    }

    @UnderShells
    void what_cannot_be_read_is_reported_and_never_waited_for(LocalShell shell) throws Exception {
        var site = released(shell);
        new ProcessBuilder("mkfifo", site.path().resolve("shared/fifo").toString())
                .start()
                .waitFor();
        var logs = new SiteLogs(
                List.of("shared/fifo", "/dev/zero", "shared", "shared/none", NAME), SiteLogs.Usual.LEFT_ALONE);
        var states = read(site, logs, new From.LastSwitch(), 100).stream()
                .collect(Collectors.toMap(part -> part.file().raw(), Part::state));
        assertEquals(
                Map.of(
                        "shared/fifo",
                        State.NO_FILE,
                        "/dev/zero",
                        State.NO_FILE,
                        "shared",
                        State.NO_FILE,
                        "shared/none",
                        State.ABSENT,
                        NAME,
                        State.READ),
                states);
        Files.delete(site.path().resolve(".sluice/log-positions"));
        assertEquals(
                State.UNMARKED,
                read(site, LOGS, new From.LastSwitch(), 100).get(0).state());
    }

    @UnderShells
    void no_more_is_read_than_is_asked_for_of_a_log_of_any_size(LocalShell shell) throws Exception {
        var site = released(shell);
        try (var file = new RandomAccessFile(log(site).toFile(), "rw")) {
            file.seek(3_000_000_000L); // sparse: NUL bytes
            file.write("\nthe last line\n".getBytes(StandardCharsets.UTF_8));
        }
        var part = read(site, LOGS, new From.End(), 100).get(0);
        assertTrue(part.cut());
        assertEquals(HostText.of("the last line"), part.lines().get(1));
        assertTrue(part.text().raw().length() <= 100, part::toString);
    }

    @UnderShells
    void following_loses_no_line_and_repeats_none_through_a_rotation(LocalShell shell) throws Exception {
        var site = released(shell);
        write(log(site), "1\n2\nhal");
        var first = read(site, LOGS, new From.End(), 100).get(0);
        assertEquals("old line\n1\n2\n", first.text().raw());
        write(log(site), "f\n3\n");
        var second = next(site, first);
        assertEquals("half\n3\n", second.get(0).text().raw());
        write(log(site), "4\n");
        Files.move(log(site), site.path().resolve(NAME + "-20261130"));
        write(log(site), "5\n");
        var third = next(site, second.get(0));
        assertEquals(
                List.of("4\n", "5\n"),
                third.stream().map(part -> part.text().raw()).toList());
        var fourth = next(site, third.get(1));
        assertEquals(List.of(""), fourth.stream().map(part -> part.text().raw()).toList());
        write(log(site), "x".repeat(5_000));
        var fifth = next(site, fourth.get(0));
        assertFalse(fifth.get(0).rest().isEmpty());
        var sixth = next(site, fifth.get(0));
        assertTrue(sixth.get(0).rest().isEmpty(), "a line that is longer than all that is read at once is read once");
    }

    private static List<Part> next(LocalSite site, Part seen) throws Exception {
        return read(site, LOGS, new From.Positions(Map.of(NAME, seen.position())), 4_000);
    }
}
