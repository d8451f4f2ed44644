package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.step.Adopt;
import dev.sluice.step.Examine;
import dev.sluice.step.HostFacts;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.Prune;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What inspects, adopts, marks and prunes. */
class KeepingScriptTest extends ScriptTest {
    @UnderShells
    void a_host_before_its_first_release_is_looked_at_and_left_as_it_is(LocalShell shell) throws Exception {
        var site = site(shell);
        var facts = site.facts();
        assertEquals(HostFacts.Link.ABSENT, facts.link());
        assertTrue(facts.machine().freeBytes().orElseThrow() > 0);
        assertTrue(facts.machine().tools().containsAll(Set.of("sha256sum", "tar", "gzip")));
        assertEquals(List.of(HostText.of(".env")), facts.machine().missingSharedFiles());
        assertEquals(Optional.empty(), facts.machine().unwritable());
        assertFalse(Files.exists(site.path()));
    }

    @UnderShells
    void the_surroundings_of_a_site_are_looked_at_before_and_after_its_first_release(LocalShell shell)
            throws Exception {
        var site = site(shell);
        assertEquals(
                List.of(),
                new Examine(site.path().toString()).on(site.session()).directories());
        assertFalse(Files.exists(site.path()));
        site.stage(site.lease(), "r1");
        Files.setPosixFilePermissions(site.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
        var around = new Examine(site.path().toString()).on(site.session());
        var base = around.directories().get(0);
        assertEquals(HostText.of(site.path().toString()), base.name());
        assertTrue(base.mode().toString().startsWith("drwxrwxrwx"), base::toString);
        assertEquals(HostText.of(System.getProperty("user.name")), base.owner());
        assertTrue(around.fileSystem().isPresent());
    }

    @UnderShells
    void releases_are_listed_with_their_marks(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        duplicate(site, "r1", "r2", "r3");
        site.release(lease, "", "r2");
        new MarkRelease(lease, "r1", ReleaseMark.GOOD, "alice").on(site.session());
        new MarkRelease(lease, "r1", ReleaseMark.BAD, "bob").on(site.session());
        new MarkRelease(lease, "r2", ReleaseMark.GOOD, "alice").on(site.session());
        var facts = site.facts();
        assertEquals(
                List.of(ReleaseMark.BAD, ReleaseMark.GOOD, ReleaseMark.UNKNOWN),
                facts.releases().stream().map(HostFacts.ReleaseFacts::mark).toList());
        assertEquals(HostText.of("releases/r2"), facts.target());
        assertEquals(LocalSite.endpoint().sha256(), facts.endpoint().sha256().orElseThrow());
        assertEquals(Set.of("00aa"), facts.endpoint().keys());
        assertEquals(1, facts.machine().fileSystems());
        assertTrue(facts.releases().get(0).age().orElseThrow().toMinutes() < 60);
    }

    @UnderShells
    void prune_keeps_what_is_live_what_is_the_way_back_and_what_is_not_ours(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        duplicate(site, "r1", "r2", "r3", "r4");
        site.release(lease, "", "r2");
        Files.createDirectories(site.path().resolve("releases/20190101"));
        Files.createDirectories(site.path().resolve("releases/.incoming-dead/public"));
        var pruned = new Prune(lease, List.of("r3"), Optional.of("r4")).on(site.session());
        assertEquals(Set.of("r1", ".incoming-dead"), Set.copyOf(pruned.removed()));
        assertEquals(List.of(), pruned.left());
        assertEquals(
                List.of("20190101", "r2", "r3", "r4"),
                site.facts().releases().stream().map(HostFacts.ReleaseFacts::id).toList());
        assertThrows(StepException.class, () -> new Prune(lease, List.of("../x"), Optional.empty()).on(site.session()));
    }

    @UnderShells
    void at_the_end_of_a_rollout_what_is_pruned_is_out_of_the_way_and_its_files_go_after_the_answer(LocalShell shell)
            throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        duplicate(site, "r1", "r2", "r3");
        site.release(lease, "", "r3");
        var releases = site.path().resolve("releases");
        Files.createDirectories(releases.resolve(".incoming-dead/public"));
        Files.createDirectories(releases.resolve(".removing-cut-off/public"));

        var end = new Prune.End("r3", Optional.of("r2"), "anna");
        var pruned = new Prune(lease, List.of("r2"), Optional.empty(), Optional.of(end)).on(site.session());

        assertEquals(Set.of("r1", ".incoming-dead"), Set.copyOf(pruned.removed()));
        var facts = site.facts();
        assertEquals(
                Map.of("r2", ReleaseMark.LEFT, "r3", ReleaseMark.GOOD),
                facts.releases().stream()
                        .collect(Collectors.toMap(HostFacts.ReleaseFacts::id, HostFacts.ReleaseFacts::mark)));
        assertEquals(Optional.empty(), facts.lease());
        Awaitility.await().until(() -> hidden(releases).isEmpty());
        assertThrows(StepException.class, () -> new Prune(lease, List.of(), Optional.empty()).on(site.session()));
    }

    private static List<Path> hidden(Path releases) throws IOException {
        try (var all = Files.list(releases)) {
            return all.filter(path -> path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    @UnderShells
    void prune_keeps_a_release_whose_inside_is_live(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/r1/public"));
        assertEquals(
                List.of(),
                new Prune(lease, List.of(), Optional.empty()).on(site.session()).removed());
    }

    @UnderShells
    void a_warm_site_of_another_tool_is_adopted_as_it_is(LocalShell shell) throws Exception {
        var site = site(shell);
        var release = site.path().resolve("releases/20260101120000");
        Files.createDirectories(release.resolve("public/empty dir"));
        Files.createDirectories(release.resolve("cache"));
        Files.writeString(release.resolve("public/index.php"), "<?php echo 'ü';");
        Files.writeString(release.resolve("public/x y\\%"), "odd");
        Files.writeString(release.resolve("cache/changes"), "all the time");
        Files.createSymbolicLink(release.resolve("public/ln"), Path.of("../a b"));
        Files.createSymbolicLink(site.path().resolve("current"), release);
        var lease = site.lease();

        var adopted = site.adopt(lease);
        var same = new SmallRelease(Map.of(
                "public/index.php", "<?php echo 'ü';",
                "public/x y\\%", "odd",
                "public/ln", "->../a b",
                "public/empty dir/", ""));
        assertEquals("20260101120000", adopted.release());
        assertEquals(same.manifest(), Files.readString(site.path().resolve(".sluice/manifests/20260101120000")));
        assertEquals(same.digest(), adopted.digest());
        assertEquals(Adopt.Origin.TREE, adopted.origin());
        assertEquals(release.toString(), site.current());
        assertEquals("<?php // answers\n", Files.readString(release.resolve("public/_sluice.php")));

        var again = site.adopt(lease);
        assertEquals(Adopt.Origin.MARKER, again.origin());
        assertEquals(same.digest(), again.digest());
        assertEquals("20260101120000", site.facts().live().orElseThrow().id());
        for (var marker : List.of("id=another\ndigest=0f\n", "id=20260101120000\ndigest=\n")) {
            Files.writeString(release.resolve(".sluice-release"), marker);
            assertEquals(Adopt.Origin.TREE, site.adopt(lease).origin(), marker);
        }
    }

    @UnderShells
    void a_live_tree_with_a_name_that_no_manifest_can_have_is_refused_with_its_path(LocalShell shell) throws Exception {
        var site = site(shell);
        var release = live(site, "20260101120000");
        var lease = site.lease();
        for (var odd : List.of("a\nb", "a\n//l\nc", "\nb", "tab\there", "bell\u0007", "dir\nx/inside")) {
            var file = release.resolve("public").resolve(odd);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "odd");
            var e = assertThrows(StepException.class, () -> site.adopt(lease), odd);
            assertEquals(StepFailure.ODD_NAME, e.failure(), odd);
            assertTrue(e.result().find("path").orElse("").startsWith("./public"), e::toString);
            assertFalse(Files.exists(release.resolve(".sluice-release")));
            Files.delete(file);
            if (odd.contains("/")) {
                Files.delete(file.getParent());
            }
        }
    }

    @UnderShells
    void odd_names_of_visitors_files_are_no_matter(LocalShell shell) throws Exception {
        var site = site(shell);
        var release = live(site, "20260101120000");
        Files.createDirectories(release.resolve("cache"));
        Files.writeString(release.resolve("cache/a\nb"), "odd");
        Files.writeString(release.resolve("cache/tab\there"), "odd");
        assertEquals("20260101120000", site.adopt(site.lease()).release());
    }

    @UnderShells
    void a_live_release_whose_directory_has_another_tools_name_is_named(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (var name : List.of("shop3.28.5+220405", "release 46", "ü", "x".repeat(65))) {
            live(site, name);
            var e = assertThrows(StepException.class, () -> site.adopt(lease), name);
            assertEquals(StepFailure.RELEASE_NAME, e.failure(), name);
            assertEquals(name, e.result().find("found").orElseThrow());
            Files.delete(site.path().resolve("current"));
        }
        live(site, "x".repeat(64));
        assertEquals("x".repeat(64), site.adopt(lease).release());
    }

    @UnderShells
    void a_release_that_is_not_live_any_more_is_not_adopted(LocalShell shell) throws Exception {
        var moves = "[ $# -ne 0 ] || { rm current; ln -s releases/other current; }; exec @real \"$@\"";
        var site = site(shell, tools().with("cat", moves));
        live(site, "20260101120000");
        Files.createDirectories(site.path().resolve("releases/other/public"));
        var lease = site.lease();
        var e = assertThrows(StepException.class, () -> site.adopt(lease));
        assertEquals(StepFailure.MOVED, e.failure());
        assertFalse(Files.exists(site.path().resolve("releases/20260101120000/.sluice-release")));
    }

    private static Path live(LocalSite site, String name) throws IOException {
        var release = Files.createDirectories(site.path().resolve("releases").resolve(name));
        Files.createDirectories(release.resolve("public"));
        Files.writeString(release.resolve("public/index.php"), "<?php echo 1;");
        Files.createSymbolicLink(site.path().resolve("current"), release);
        return release;
    }

    @UnderShells
    void a_site_that_leads_elsewhere_is_not_adopted(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        assertEquals(
                StepFailure.NOT_A_LINK,
                assertThrows(StepException.class, () -> site.adopt(lease)).failure());
        Files.createSymbolicLink(site.path().resolve("current"), directory());
        assertEquals(
                StepFailure.OUTSIDE,
                assertThrows(StepException.class, () -> site.adopt(lease)).failure());
    }
}
