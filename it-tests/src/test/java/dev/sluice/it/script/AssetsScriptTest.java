package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import dev.sluice.step.CompareRelease;
import dev.sluice.step.CompareRelease.State;
import dev.sluice.step.Lease;
import dev.sluice.step.PlaceAssets;
import dev.sluice.step.PlaceAssets.Placed;
import dev.sluice.step.Prune;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What makes the assets of two releases answer in both, and what compares a release with its manifest. */
class AssetsScriptTest extends ScriptTest {
    private static final List<String> HOSTILE = List.of(
            "-rf",
            "a b",
            "$(touch pwned).js",
            "`x`",
            "'q'\"Q\"",
            "back\\slash%41",
            "*",
            "~",
            "ünï 日本",
            "a=b",
            ".hidden");

    private static Placed place(LocalSite site, Lease lease, String release, List<String> earlier) throws Exception {
        return new PlaceAssets(
                        lease,
                        release,
                        new Permissions("0027", Optional.empty(), Optional.empty()),
                        List.of("public/build", "missing/dir"),
                        earlier)
                .on(site.session());
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path made;

    /** r1 is live, r2 is staged; each has a file of its own and a manifest.json. */
    private LocalSite mixed(LocalShell shell, Map<String, String> more) throws Exception {
        var site = site(shell);
        var mixed = made.resolve(shell + " " + more.hashCode());
        if (!Files.exists(mixed)) {
            make(site, more);
            copy(site.path(), mixed);
        } else {
            Files.createDirectories(site.path().getParent());
            copy(mixed, site.path());
        }
        return site;
    }

    /** With modes, times and links, as scripts left them. Six scripts make such a site; a copy is one process. */
    private static void copy(Path from, Path to) {
        Command.run(List.of("cp", "-a", from.toString(), to.toString()));
    }

    private static void make(LocalSite site, Map<String, String> more) throws Exception {
        var lease = site.lease();
        var first = new java.util.TreeMap<>(
                Map.of("public/build/app.1.js", "one", "public/build/manifest.json", "1", "public/index.php", "x"));
        first.putAll(more);
        site.stage(lease, "r1", first);
        site.release(lease, "", "r1");
        site.stage(
                lease,
                "r2",
                Map.of("public/build/app.2.js", "two", "public/build/manifest.json", "2", "public/build/d/e.css", "e"));
    }

    private static String read(LocalSite site, String path) throws IOException {
        return Files.readString(site.path().resolve("releases").resolve(path));
    }

    private static boolean exists(LocalSite site, String path) {
        return Files.exists(site.path().resolve("releases").resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @UnderShells
    void both_releases_have_the_files_of_both_and_each_its_own_manifest(LocalShell shell) throws Exception {
        var site = mixed(shell, Map.of());
        var lease = site.lease();
        assertEquals(new Placed(2, 1), place(site, lease, "r2", List.of()));
        assertEquals("one", read(site, "r2/public/build/app.1.js"));
        assertEquals("two", read(site, "r1/public/build/app.2.js"));
        assertEquals("e", read(site, "r1/public/build/d/e.css"));
        assertEquals("1", read(site, "r1/public/build/manifest.json"));
        assertEquals("2", read(site, "r2/public/build/manifest.json"));
        assertFalse(exists(site, "r2/public/index.php"));
        var placed = site.path().resolve("releases/r1/public/build/d");
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(placed)));
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(placed.resolve("e.css"))));
        assertEquals(1, Files.getAttribute(placed.resolve("e.css"), "unix:nlink"));
        assertEquals(new Placed(0, 0), place(site, lease, "r2", List.of()));
    }

    @UnderShells
    void hostile_names_are_names_and_links_lead_nowhere(LocalShell shell) throws Exception {
        var names = new java.util.TreeMap<String, String>();
        HOSTILE.forEach(name -> names.put("public/build/" + name, name));
        names.put("public/build/way/inside", "never written through a link");
        names.put("public/build/filed/inside", "where the other release has a file");
        names.put("public/build/link", "->/etc/passwd");
        var site = mixed(shell, names);
        var outside = Files.createDirectory(directory().resolve("outside"));
        Files.createSymbolicLink(site.path().resolve("releases/r2/public/build/way"), outside);
        Files.writeString(site.path().resolve("releases/r2/public/build/filed"), "a file");
        Files.writeString(site.path().resolve("releases/r1/public/build/two\nlines"), "made by a task");
        place(site, site.lease(), "r2", List.of());
        for (var name : HOSTILE) {
            assertEquals(name, read(site, "r2/public/build/" + name));
        }
        assertEquals("a file", read(site, "r2/public/build/filed"));
        assertFalse(exists(site, "r2/public/build/link"));
        assertFalse(exists(site, "r2/public/build/two\nlines"));
        try (var there = Files.list(outside)) {
            assertEquals(0, there.count());
        }
        assertFalse(Files.exists(Path.of("pwned")));
    }

    @UnderShells
    @Tag("everything")
    void what_was_added_does_not_go_on_for_ever(LocalShell shell) throws Exception {
        var site = mixed(shell, Map.of());
        var lease = site.lease();
        place(site, lease, "r2", List.of());
        site.release(lease, "releases/r1", "r2");
        site.stage(lease, "r3", Map.of("public/build/app.3.js", "three"));
        place(site, lease, "r3", List.of());
        assertFalse(exists(site, "r3/public/build/app.1.js"), "r1 is neither live nor new nor kept");
        assertEquals("two", read(site, "r3/public/build/app.2.js"));
        site.stage(lease, "r4", Map.of("public/build/app.4.js", "four"));
        place(site, lease, "r4", List.of("r1", "gone"));
        assertEquals("one", read(site, "r4/public/build/app.1.js"));
        assertEquals("2", read(site, "r4/public/build/manifest.json"), "of the live one, not of an earlier one");
    }

    @UnderShells
    void prune_and_the_way_back_take_added_files_as_they_are(LocalShell shell) throws Exception {
        var site = mixed(shell, Map.of());
        var lease = site.lease();
        place(site, lease, "r2", List.of());
        assertEquals(State.WHOLE, compare(site, "r1", List.of()).state());
        assertEquals(State.WHOLE, compare(site, "r2", List.of()).state());
        site.release(lease, "releases/r1", "r2");
        new Prune(lease, List.of(), Optional.empty()).on(site.session());
        assertFalse(exists(site, "r1"));
        assertFalse(Files.exists(site.path().resolve(".sluice/assets/r1")));
        assertTrue(Files.exists(site.path().resolve(".sluice/assets/r2")));
    }

    @UnderShells
    void whoever_lost_the_lease_adds_nothing(LocalShell shell) throws Exception {
        var site = mixed(shell, Map.of());
        var old = site.lease();
        site.lease();
        var e = assertThrows(StepException.class, () -> place(site, old, "r2", List.of()));
        assertEquals(StepFailure.FENCED, e.failure());
        assertFalse(exists(site, "r2/public/build/app.1.js"));
        assertThrows(StepException.class, () -> place(site, site.lease(), "r9", List.of()));
        assertThrows(StepException.class, () -> place(site, site.lease(), "r2", List.of("../x")));
    }

    private static CompareRelease.Compared compare(LocalSite site, String release, List<String> without)
            throws Exception {
        return new CompareRelease(site.path().toString(), release, without).on(site.session());
    }

    @UnderShells
    void a_release_that_changed_is_told_by_name(LocalShell shell) throws Exception {
        var site = mixed(shell, Map.of("public/odd \\%41", "odd", "link", "->public", "cache/c", "c"));
        assertEquals(State.WHOLE, compare(site, "r1", List.of()).state());
        var r1 = site.path().resolve("releases/r1");
        Files.writeString(r1.resolve("made-by-a-task"), "no matter");
        Files.delete(r1.resolve("cache/c"));
        assertEquals(State.WHOLE, compare(site, "r1", List.of("cache")).state());
        Files.writeString(r1.resolve("public/odd \\%41"), "longer than it was");
        assertEquals(
                "1 of its files differ or are missing: public/odd \\%41",
                compare(site, "r1", List.of("cache")).differing());
        Files.delete(r1.resolve("link"));
        Files.writeString(r1.resolve("link"), "");
        assertTrue(compare(site, "r1", List.of()).differing().startsWith("3 of its files"));
    }

    @UnderShells
    void one_that_cannot_be_compared_is_told_apart(LocalShell shell) throws Exception {
        var site = mixed(shell, Map.of());
        Files.writeString(site.path().resolve(".sluice/manifests/r1"), "something else\n");
        assertEquals(State.OTHER_MANIFEST, compare(site, "r1", List.of()).state());
        Files.delete(site.path().resolve(".sluice/manifests/r1"));
        assertEquals(State.NO_MANIFEST, compare(site, "r1", List.of()).state());
        var marker = site.path().resolve("releases/r1/.sluice-release");
        for (var text : List.of("id=r2\ndigest=0f\n", "id=r1\ndigest=\n")) {
            Files.writeString(marker, text);
            assertEquals(State.UNMARKED, compare(site, "r1", List.of()).state());
        }
        Files.createSymbolicLink(site.path().resolve("releases/r8"), Path.of("r1"));
        assertEquals(State.ABSENT, compare(site, "r8", List.of()).state());
        Files.delete(marker);
        assertEquals(State.UNMARKED, compare(site, "r1", List.of()).state());
        assertEquals(State.ABSENT, compare(site, "r9", List.of()).state());
    }

    /** r1 is live and r2 staged; while files of r1 are copied, PHP does something in its directory. */
    private LocalSite attacked(LocalShell shell, String attack) throws Exception {
        var site = mixed(shell, Map.of("public/build/deep/b.js", "b"));
        Files.createDirectory(directory().resolve("private"));
        Files.writeString(directory().resolve("private/b.js"), "private");
        var there = site.path().resolve("releases/r1/public/build");
        var cp = "case $PWD in */releases/r1) cd '" + there + "' && { " + attack
                + "; } && cd ../.. ;; esac; exec @real \"$@\"";
        var tools = tools().with(
                        "cp",
                        cp.replace("@private", directory().resolve("private").toString()));
        var lease = site.lease();
        place(site(shell, tools), lease, "r2", List.of());
        return site;
    }

    @UnderShells
    void a_file_that_is_swapped_for_a_link_before_its_copy_is_not_published(LocalShell shell) throws Exception {
        var site = attacked(shell, "rm -f app.1.js && ln -s '@private/b.js' app.1.js");
        assertFalse(exists(site, "r2/public/build/app.1.js"));
        assertEquals("b", read(site, "r2/public/build/deep/b.js"));
    }

    @UnderShells
    void a_directory_that_is_swapped_for_a_link_before_the_copy_publishes_nothing(LocalShell shell) throws Exception {
        var site = attacked(shell, "rm -rf deep && ln -s '@private' deep");
        assertFalse(exists(site, "r2/public/build/deep/b.js"));
        assertEquals("one", read(site, "r2/public/build/app.1.js"));
    }

    @UnderShells
    void a_file_is_added_only_as_its_manifest_names_it(LocalShell shell) throws Exception {
        var site = mixed(shell, Map.of());
        var build = site.path().resolve("releases/r1/public/build");
        Files.writeString(build.resolve("app.1.js"), "changed");
        Files.writeString(build.resolve("upload.php"), "<?php // of somebody else");
        assertEquals(new Placed(2, 0), place(site, site.lease(), "r2", List.of()));
        assertFalse(exists(site, "r2/public/build/app.1.js"));
        assertFalse(exists(site, "r2/public/build/upload.php"));
        Files.writeString(site.path().resolve(".sluice/manifests/r1"), "");
        assertEquals(new Placed(0, 0), place(site, site.lease(), "r2", List.of()));
    }
}
