package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostException;
import dev.sluice.step.HostFacts.Link;
import dev.sluice.step.Lease;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TryFirstWay;
import dev.sluice.step.TryFirstWay.Tried;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class FirstWayScriptTest extends ScriptTest {
    private static final TryFirstWay.Probe PROBE = new TryFirstWay.Probe("sluice-1.txt", "text & more");

    private static Tried attempt(LocalSite site, Lease lease, String release, Runnable trying)
            throws StepException, HostException {
        var settings = LocalSite.settings(List.of(), List.of(), List.of());
        return new TryFirstWay(lease, release, settings, PROBE, trying).on(site.session());
    }

    private static void assertNothingLeft(LocalSite site) throws IOException {
        assertEquals("", site.current());
        try (var left = Files.list(site.path().resolve("releases"))) {
            assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith(".incoming-way")));
        }
    }

    @UnderShells
    void meanwhile_current_has_the_endpoint_and_nothing_of_the_release(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        var seen = new AtomicReference<String>("");
        var done = attempt(site, lease, "r1", () -> {
            var docroot = site.path().resolve("current/public");
            try (var files = Files.list(docroot)) {
                seen.set(Files.readString(docroot.resolve("sluice-1.txt")) + " beside "
                        + files.map(file -> file.getFileName().toString())
                                .sorted()
                                .toList());
                assertEquals(Link.ABSENT, site.facts().link(), "nobody takes it for a release");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (StepException | HostException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(Tried.YES, done);
        assertEquals("text & more beside [_sluice.php, sluice-1.txt]", seen.get());
        assertNothingLeft(site);
        assertEquals(Tried.YES, attempt(site, lease, "r1", () -> {}));
        assertNothingLeft(site);
    }

    @UnderShells
    void a_current_of_any_kind_is_left_alone(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        var current = site.path().resolve("current");
        Files.createDirectory(current);
        assertEquals(Tried.NO, attempt(site, lease, "r1", () -> {
            throw new AssertionError("tried all the same");
        }));
        assertTrue(Files.isDirectory(current));
        Files.delete(current);
        for (var target : List.of("releases/r1", "/nowhere")) {
            Files.createSymbolicLink(current, Path.of(target));
            assertEquals(Tried.NO, attempt(site, lease, "r1", () -> {}));
            assertEquals(target, site.current());
            Files.delete(current);
        }
    }

    @UnderShells
    void a_link_that_somebody_makes_meanwhile_stays(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        attempt(site, lease, "r1", () -> {
            try {
                Files.delete(site.path().resolve("current"));
                Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/r1"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertEquals("releases/r1", site.current());
    }

    @UnderShells
    void what_a_power_cut_left_is_no_link_and_the_first_switch_replaces_it(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        Files.createDirectories(site.path().resolve("releases/.incoming-way-7/public"));
        Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/.incoming-way-7"));
        assertEquals(Link.ABSENT, site.facts().link());
        assertEquals(List.of(HostText.of(".incoming-way-7")), site.facts().leftovers());
        assertFalse(site.facts().live().isPresent());
        site.release(lease, "", "r1");
        assertEquals("releases/r1", site.current());
    }

    @UnderShells
    void an_old_token_and_a_release_without_endpoint_try_nothing(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        Files.delete(site.path().resolve("releases/r1/public/_sluice.php"));
        var none = assertThrows(StepException.class, () -> attempt(site, lease, "r1", () -> {}));
        assertEquals(StepFailure.NO_RELEASE, none.failure());
        assertNothingLeft(site);
        var old = new Lease(lease.path(), lease.rollout(), lease.token() - 1);
        assertThrows(StepException.class, () -> attempt(site, old, "r1", () -> {}));
        assertNothingLeft(site);
    }
}
