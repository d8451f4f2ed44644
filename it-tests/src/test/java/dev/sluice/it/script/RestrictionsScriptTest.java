package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.step.KeepRestrictions;
import dev.sluice.step.KeepRestrictions.Kept;
import dev.sluice.step.ReadRestrictions;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What people restrict, kept on a host. */
class RestrictionsScriptTest extends ScriptTest {
    private static String line(long counter, String message) {
        return "{\"v\":1,\"project\":\"7c1f\",\"counter\":" + counter + ",\"message\":\"" + message + "\"}";
    }

    private static Kept keep(LocalSite site, long counter, String message) throws Exception {
        return new KeepRestrictions(site.path().toString(), line(counter, message), counter).on(site.session());
    }

    private static String read(LocalSite site) throws Exception {
        return new ReadRestrictions(site.path().toString()).on(site.session());
    }

    @UnderShells
    void they_come_back_as_they_were_and_newer_ones_stay(LocalShell shell) throws Exception {
        var site = site(shell);
        assertEquals("", read(site));
        site.lease();
        assertEquals("", read(site));
        var hostile = "$(touch pwned) `x` ' \\\"counter\\\":99, %41 \\n";
        assertEquals(Kept.STORED, keep(site, 2, hostile));
        assertEquals(line(2, hostile), read(site));
        assertFalse(Files.exists(Path.of("pwned")));
        assertEquals(Kept.NEWER_THERE, keep(site, 1, "older"));
        assertEquals(Kept.STORED, keep(site, 2, "the same"));
        assertEquals(Kept.STORED, keep(site, 10, "more"));
        assertEquals(line(10, "more"), read(site));
        var file = site.path().resolve(".sluice/restrictions.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @UnderShells
    void what_is_too_long_comes_back_cut_off_and_a_link_is_not_followed(LocalShell shell) throws Exception {
        var site = site(shell);
        site.lease();
        var file = site.path().resolve(".sluice/restrictions.json");
        Files.writeString(file, "x".repeat(70_000));
        assertEquals(65_536, read(site).length());
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/etc/passwd"));
        assertEquals("", read(site));
    }

    @UnderShells
    void what_is_no_line_of_ours_is_replaced_whatever_it_is(LocalShell shell) throws Exception {
        var site = site(shell);
        site.lease();
        var file = site.path().resolve(".sluice/restrictions.json");
        Files.writeString(file, "no line of ours");
        assertEquals(Kept.STORED, keep(site, 1, "after text"));
        Files.delete(file);
        Files.createSymbolicLink(file, Files.writeString(directory().resolve("elsewhere"), line(99, "x")));
        assertEquals(Kept.STORED, keep(site, 1, "after a link"));
        assertEquals(line(1, "after a link"), read(site));
        Files.delete(file);
        new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
        assertEquals("", read(site), "a FIFO is not waited for");
        assertEquals(Kept.STORED, keep(site, 1, "after a FIFO"));

        var stuck = site(shell, tools().with("mv", "exit 1"));
        assertThrows(StepException.class, () -> keep(stuck, 2, "never"));
        try (var left = Files.list(file.resolveSibling(""))) {
            assertEquals(
                    1,
                    left.filter(path -> path.toString().contains("restrictions"))
                            .count());
        }
    }

    @UnderShells
    void a_host_without_a_site_keeps_nothing(LocalShell shell) throws Exception {
        var site = site(shell);
        assertThrows(StepException.class, () -> keep(site, 1, "early"));
        Files.createDirectories(site.path());
        var own = site.path().resolve(".sluice");
        assertNoPath(site, own);
        Files.createSymbolicLink(own, directory());
        assertNoPath(site, own);
    }

    private static void assertNoPath(LocalSite site, Path named) {
        var e = assertThrows(StepException.class, () -> keep(site, 1, "early"));
        assertEquals(StepFailure.NO_PATH, e.failure());
        assertEquals(named.toString(), e.result().find("path").orElseThrow());
    }
}
