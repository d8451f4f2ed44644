package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostScript;
import dev.sluice.host.HostScripts;
import dev.sluice.step.Lease;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriticalSectionTest extends ScriptTest {
    /** Each call is ten seconds later. */
    private static final String CLOCK = "n=$(cat clock 2>/dev/null || echo 1000); echo $((n + 10)) >clock; echo \"$n\"";

    @ParameterizedTest
    @EnumSource(names = {"DASH", "BASH"})
    void a_lock_of_the_kernel_is_waited_for(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var file = site.path().resolve(".sluice/critical").toString();
        var owner = new ProcessBuilder("flock", file, "sh", "-c", "echo locked; read end").start();
        try (var words = owner.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("locked", words.readLine());
            assertEquals("busy", hold(site, lease).code());
            owner.getOutputStream().close();
            owner.waitFor();
        }
        assertTrue(hold(site, lease).ok());
    }

    @Test
    void without_flock_a_living_owner_is_waited_for_and_named() throws Exception {
        var site = site(LocalShell.BUSYBOX);
        var lease = site.lease();
        var owner = boot() + ":" + ourselves();
        var link = link(site, owner);
        var result = hold(site, lease);
        assertEquals("busy", result.code());
        assertEquals(owner, result.find("owner").orElseThrow());
        Files.delete(link);
        assertTrue(hold(site, lease).ok());
        assertFalse(Files.exists(site.path().resolve(".sluice/critical")), "a lock that is not used is not made");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOOT:1:1", "BOOT:99999999:5", "BOOT:99999999:unknown", "another-boot:OURS"})
    void without_flock_a_dead_owner_is_no_obstacle(String owner) throws Exception {
        var guarded = tools().with("mv", "[ -L .sluice/critical.link ] && exec @real \"$@\"");
        var site = site(LocalShell.BUSYBOX, guarded);
        var lease = site.lease();
        var link = link(site, owner.replace("BOOT", boot()).replace("OURS", ourselves()));
        var result = hold(site, lease, HostScripts.LOCK);
        assertTrue(result.ok(), result.toString());
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(site.path().resolve(".sluice/critical.stale"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void an_owner_that_has_ended_and_that_its_parent_does_not_wait_for_is_dead() throws Exception {
        var site = site(LocalShell.BUSYBOX);
        var lease = site.lease();
        var parent = new ProcessBuilder("sh", "-c", "sh -c 'echo $$' & exec sleep 60").start();
        try (var lines = parent.inputReader(StandardCharsets.UTF_8)) {
            var zombie = Path.of("/proc", lines.readLine(), "stat");
            Awaitility.await().until(() -> Files.readString(zombie).contains(") Z "));
            link(site, boot() + ":" + startOf(zombie));
            assertTrue(hold(site, lease).ok());
        } finally {
            parent.destroyForcibly();
        }
    }

    private HostTools withoutFlock() {
        return tools().without("flock").with("date", CLOCK).with("sleep", ":");
    }

    @UnderShells
    void the_section_is_waited_for_until_twenty_seconds_have_passed(LocalShell shell) throws Exception {
        var whole = "echo \"$1\" >>naps; [ \"$1\" = 1 ]"; // it takes no fractions
        var site = site(shell, withoutFlock().with("sleep", whole));
        var lease = site.lease();
        link(site, boot() + ":" + ourselves());
        assertEquals("busy", hold(site, lease, HostScripts.LOCK).code());
        assertEquals(List.of("0.02", "1"), Files.readAllLines(site.path().resolve("naps")));
        var free = site(shell, withoutFlock().with("sleep", "rm .sluice/critical.link"));
        assertTrue(hold(free, lease, HostScripts.LOCK).ok());
    }

    @UnderShells
    void every_change_of_a_lease_waits_for_the_section(LocalShell shell) throws Exception {
        var site = site(shell, withoutFlock());
        var lease = site.lease();
        var owner = boot() + ":" + ourselves();
        link(site, owner);
        var names = Map.of("project", "", "inventory", "prod", "former", "prod", "site", "shop", "host", "web01");
        var values = with(names, "path", lease.path(), "rollout", lease.rollout(), "token", "1", "known", "1");
        for (var verb : List.of("take", "takeover", "renew", "retoken", "hold", "release", "break")) {
            var more = with(values, "verb", verb, "owner", "o", "coordinator", "", "ttl", "9");
            var result = run(site, HostScripts.LOCK, more);
            assertEquals("busy", result.code(), verb);
            assertEquals(owner, result.find("owner").orElseThrow());
        }
    }

    /** What another script does while this one is about to enter, by its calls of ln. */
    private HostTools beside(String what) {
        return withoutFlock().with("ln", what + "; exec @real \"$@\"");
    }

    @UnderShells
    void of_scripts_that_find_a_dead_owner_one_removes_it_and_only_that_one(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var dead = boot() + ":99999999:5";
        var link = link(site, dead);
        var stale = Files.createSymbolicLink(site.path().resolve(".sluice/critical.stale"), Path.of("another"));
        assertEquals(
                "busy",
                hold(site(shell, withoutFlock()), lease, HostScripts.LOCK).code());
        assertEquals(dead, Files.readSymbolicLink(link).toString());
        Files.delete(stale);

        var living = boot() + ":" + ourselves();
        var enters =
                "case $3 in *.stale) rm .sluice/critical.link; @real -s '" + living + "' .sluice/critical.link ;; esac";
        var result = hold(site(shell, beside(enters)), lease, HostScripts.LOCK);
        assertEquals("busy", result.code());
        assertEquals(living, result.find("owner").orElseThrow());
        Files.delete(link);

        var ends = "[ -e once ] || { : >once; @real -s \"${2%%:*}:99999999:${2##*:}\" \"$3\"; exit 1; }";
        assertTrue(
                hold(site(shell, beside(ends)), lease, HostScripts.LOCK).ok(),
                "one that began in the same tick and has ended is dead");
    }

    @UnderShells
    void on_a_system_without_proc_an_owner_that_can_be_signalled_lives(LocalShell shell) throws Exception {
        var site = site(shell, withoutFlock());
        var lease = site.lease();
        var without = new HostScript("lock", HostScripts.LOCK.text().replace("/proc/", "/no-proc/"));
        var link = link(site, "unknown:" + ProcessHandle.current().pid() + ":unknown");
        assertEquals("busy", hold(site, lease, without).code());
        Files.delete(link);
        link(site, "unknown:99999999:unknown");
        assertTrue(hold(site, lease, without).ok());
    }

    private static Path link(LocalSite site, String owner) throws Exception {
        return Files.createSymbolicLink(site.path().resolve(".sluice/critical.link"), Path.of(owner));
    }

    /** This process as scripts name it: its number, and when it started. */
    private static String ourselves() throws Exception {
        return startOf(Path.of("/proc/self/stat"));
    }

    private static String startOf(Path file) throws Exception {
        var stat = Files.readString(file);
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return stat.substring(0, stat.indexOf(' ')) + ":" + fields[19];
    }

    private static String boot() throws Exception {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    /** With less patience than on a host, so that a test of somebody who is busy need not wait. */
    private static CommandResult hold(LocalSite site, Lease lease) throws Exception {
        var text = HostScripts.LOCK.text();
        assertTrue(text.contains("seconds + 20"));
        return hold(site, lease, new HostScript("lock", text.replace("seconds + 20", "seconds + 1")));
    }

    private static CommandResult hold(LocalSite site, Lease lease, HostScript script) throws Exception {
        var values = Map.of(
                "path",
                lease.path(),
                "verb",
                "hold",
                "rollout",
                lease.rollout(),
                "token",
                Long.toString(lease.token()));
        return site.session().run(HostCommand.of(script, values, Duration.ofSeconds(30)));
    }

    /** A FIFO would hold up whoever reads it, until the watchdog ends the script. */
    @UnderShells
    void what_is_no_file_in_place_of_one_of_ours_is_named_at_once(LocalShell shell) throws Exception {
        var site = site(shell);
        site.lease();
        var history = site.path().resolve(".sluice/history.log");
        Files.deleteIfExists(history);
        Files.createDirectory(history);
        var refused = assertThrows(StepException.class, site::facts);
        assertEquals(StepFailure.DAMAGED_STATE, refused.failure());
        assertTrue(String.valueOf(refused.getMessage()).contains(".sluice/history.log"), refused::toString);
    }
}
