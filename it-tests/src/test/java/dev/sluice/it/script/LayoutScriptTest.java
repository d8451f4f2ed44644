package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.host.HostScripts;
import dev.sluice.step.Lease;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.RenewLease;
import dev.sluice.step.SiteIdentity;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TakeLease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the first lease makes on a host, and what later ones leave as it is. */
class LayoutScriptTest extends ScriptTest {
    private static Lease take(LocalSite site, SiteIdentity identity) throws Exception {
        return new TakeLease(
                        site.path().toString(),
                        LocalSite.ROLLOUT,
                        new LeaseOwner("bob", ""),
                        Duration.ofMinutes(2),
                        identity)
                .on(site.session());
    }

    @UnderShells
    void what_cannot_be_made_is_named_unless_it_was_made_meanwhile(LocalShell shell) throws Exception {
        var site = site(shell, tools().with("mkdir", "case $* in */shared) exit 1 ;; esac; exec @real \"$@\""));
        var e = assertThrows(StepException.class, site::lease);
        assertEquals(StepFailure.NOT_WRITABLE, e.failure());
        assertEquals(site.path() + "/shared", e.result().find("path").orElseThrow());
        var late = "@real \"$@\"; case $* in *manifests*) ;; *) exit 1 ;; esac";
        assertEquals(1, site(shell, tools().with("mkdir", late)).lease().token());
    }

    @UnderShells
    void a_second_lease_and_a_renewal_start_few_programs(LocalShell shell) throws Exception {
        var log = directory().resolve("started");
        var tools = tools();
        for (var program : "awk cat chmod cp date id ln mkdir mv od readlink rm sed stat sync tr".split(" ", -1)) {
            tools = tools.with(program, "echo '" + program + "' \"$*\" >>'" + log + "'; exec @real \"$@\"");
        }
        var site = site(shell, tools);
        take(site, new SiteIdentity("prod", "shop", "web01"));
        assertEquals(shell != LocalShell.BUSYBOX, Files.readString(log).contains("go-rwx .sluice/critical "));
        Files.delete(log);
        var lease = take(site, new SiteIdentity("prod", "shop", "web01"));
        assertStarted(log, "chmod chmod date sync mv sync date sync mv");
        new RenewLease(lease, Duration.ofMinutes(2)).on(site.session());
        assertStarted(log, "date sync mv");
    }

    /** These, besides those of the lock. */
    private static void assertStarted(Path log, String programs) throws Exception {
        var started = Files.readAllLines(log).stream()
                .filter(line -> !line.contains("critical.link"))
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
        assertEquals(programs, String.join(" ", started), Files.readString(log));
        Files.delete(log);
    }

    /** People see it as the output of a step that failed. */
    @UnderShells
    void the_first_lease_and_its_release_write_nothing_to_standard_error(LocalShell shell) throws Exception {
        var site = site(shell);
        var names = Map.of("project", "", "inventory", "prod", "former", "prod", "site", "shop", "host", "web01");
        var values = with(names, "path", site.path().toString(), "rollout", "r-1", "owner", "o", "coordinator", "");
        for (var verb : List.of("take", "takeover", "renew", "retoken", "hold", "release", "break")) {
            var token = verb.equals("hold") || verb.equals("release") ? "3" : verb.equals("take") ? "0" : "2";
            var more = with(values, "verb", verb, "ttl", "9", "known", "1", "token", token);
            var result = run(site, HostScripts.LOCK, more);
            assertTrue(result.ok(), verb + result);
            assertEquals("", result.log(), verb);
        }
    }

    @UnderShells
    void the_directory_of_another_place_keeps_its_mode(LocalShell shell) throws Exception {
        var site = site(shell);
        var place = Files.createDirectory(directory().resolve("place"));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-x---"));
        Files.createDirectories(site.path());
        Files.createSymbolicLink(site.path().resolve(".sluice"), place);
        site.lease();
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
    }

    @UnderShells
    void a_host_has_an_id_once_and_its_names_as_json(LocalShell shell) throws Exception {
        var site = site(shell);
        var odd = new SiteIdentity("7c1f09e2", "pro\"d", "sh\\op", "web01");
        take(site, odd);
        var file = site.path().resolve(".sluice/host.json");
        var text = Files.readString(file);
        assertTrue(text.contains("\"inventory\":\"pro\\\"d\",\"site\":\"sh\\\\op\""), text);
        var before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        take(site, odd);
        assertEquals(
                before, Files.readAttributes(file, BasicFileAttributes.class).fileKey());

        Files.writeString(file, text.replaceFirst("\"id\":\"[0-9a-f]*\",", "").replace("web01", "web02"));
        take(site, odd);
        assertTrue(Files.readString(file).matches("\\{\"v\":1,\"id\":\"[0-9a-f]{32}\",.*\n"), Files.readString(file));
        for (var project : List.of("a\"b", "a/b")) {
            var e = assertThrows(
                    StepException.class, () -> take(site, new SiteIdentity(project, "prod", "shop", "web01")));
            assertEquals(StepFailure.USAGE, e.failure());
        }
    }
}
