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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriticalSectionTest extends ScriptTest {
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
        var stat = Files.readString(Path.of("/proc/self/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        var owner = boot() + ":" + ProcessHandle.current().pid() + ":" + fields[19];
        var link = site.path().resolve(".sluice/critical.link");
        Files.createSymbolicLink(link, Path.of(owner));
        var result = hold(site, lease);
        assertEquals("busy", result.code());
        assertEquals(owner, result.find("owner").orElseThrow());
        Files.delete(link);
        assertTrue(hold(site, lease).ok());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOOT:1:1", "BOOT:99999999:5", "another-boot:1:0"})
    void without_flock_a_dead_owner_is_no_obstacle(String owner) throws Exception {
        var site = site(LocalShell.BUSYBOX);
        var lease = site.lease();
        var link = site.path().resolve(".sluice/critical.link");
        Files.createSymbolicLink(link, Path.of(owner.replace("BOOT", boot())));
        var result = hold(site, lease, HostScripts.LOCK);
        assertTrue(result.ok(), result.toString());
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(site.path().resolve(".sluice/critical.stale"), LinkOption.NOFOLLOW_LINKS));
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
