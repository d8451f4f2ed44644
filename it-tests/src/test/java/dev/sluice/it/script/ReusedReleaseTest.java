package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.PayloadCompression;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseSettings.Base;
import dev.sluice.step.Lease;
import dev.sluice.step.StageRelease;
import dev.sluice.step.StageRelease.Bases;
import dev.sluice.step.StageRelease.PassedOver;
import dev.sluice.step.StageRelease.Staged;
import dev.sluice.step.StageRelease.Unusable;
import dev.sluice.step.StageRelease.Way;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a host makes a release of, besides what is sent. */
class ReusedReleaseTest extends ScriptTest {
    private static final String CODE = "<?php echo 1;";
    private static final Map<String, String> FIRST = new TreeMap<>(Map.of(
            "public/index.php", CODE,
            "public/a b/ü%41\\n'\"$(touch pwned).txt", "odd",
            "-rf", "dash",
            "bin/console", "#!/bin/sh\n",
            "public/media", "->../media/a \\b",
            "empty/", "",
            "cache/seed", "seed",
            "old/gone", "x",
            "kind", "a file"));

    /** One file with other content, one new, one gone with its directory, a file that becomes a directory, and another link. */
    private static Map<String, String> second() {
        var files = new TreeMap<>(FIRST);
        files.put("public/index.php", "<?php echo 2;");
        files.put("new/b.php", "<?php");
        files.remove("old/gone");
        files.remove("kind");
        files.put("kind/now", "a directory");
        files.put("public/media", "->../other");
        return files;
    }

    /** What differs: {@code kind}, {@code kind/now}, {@code new}, {@code new/b.php}, {@code public/index.php}, {@code public/media}. */
    private static final int CHANGED = 6;

    private static Staged stage(LocalSite site, Lease lease, String id, Map<String, String> files, Bases bases)
            throws Exception {
        return stage(site, lease, id, files, bases, settings(Base.COPY));
    }

    private static Staged stage(
            LocalSite site, Lease lease, String id, Map<String, String> files, Bases bases, ReleaseSettings settings)
            throws Exception {
        return new StageRelease(
                        lease,
                        id,
                        new SmallRelease(files),
                        settings,
                        LocalSite.endpoint(),
                        bases,
                        PayloadCompression.NONE)
                .on(site.session());
    }

    private static ReleaseSettings settings(Base base) {
        var plain = LocalSite.settings(List.of(), List.of(), List.of("cache"));
        return new ReleaseSettings(
                plain.keep(),
                plain.docroot(),
                plain.shared(),
                plain.writable(),
                base,
                plain.permissions(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static Bases recycling(String id) {
        return new Bases(List.of(id), List.of());
    }

    private static Bases copying(String id) {
        return new Bases(List.of(), List.of(id));
    }

    private static Path release(LocalSite site, String id) {
        return site.path().resolve("releases").resolve(id);
    }

    private static void assertWhole(LocalSite site, String id, Map<String, String> files) throws Exception {
        assertEquals(ReleaseTree.whole(files), ReleaseTree.of(release(site, id)));
        try (var there = Files.list(site.path().resolve("releases"))) {
            assertEquals(
                    List.of(),
                    there.filter(path -> path.getFileName().toString().startsWith("."))
                            .toList(),
                    "leftovers");
        }
    }

    @UnderShells
    void a_release_that_is_sent_whole_is_what_others_are_compared_with(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();

        assertEquals(Way.NONE, stage(site, lease, "r1", FIRST, Bases.none()).way());

        assertWhole(site, "r1", FIRST);
        assertEquals(List.of(), site.facts().leftovers());
    }

    @UnderShells
    void a_release_that_is_no_longer_needed_becomes_the_next_one(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        var kept = Files.getAttribute(release(site, "r1").resolve("bin/console"), "unix:ino");

        var staged = stage(site, lease, "r2", second(), recycling("r1"));

        assertEquals(new Staged(Way.RECYCLE, "r1", CHANGED, 0, List.of()), staged);
        assertEquals(kept, Files.getAttribute(release(site, "r2").resolve("bin/console"), "unix:ino"));
        assertFalse(Files.exists(release(site, "r1")));
        assertFalse(Files.exists(site.path().resolve(".sluice/manifests/r1")));
        assertWhole(site, "r2", second());
        var again = stage(site, lease, "r3", FIRST, recycling("r2"));
        assertEquals(Way.RECYCLE, again.way());
        assertWhole(site, "r3", FIRST);
    }

    /** What tasks, visitors and people leave in a release, and an edit in place that keeps size and time. */
    @UnderShells
    void what_was_changed_in_a_release_is_sent_again(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        var r1 = release(site, "r1");
        var index = r1.resolve("public/index.php");
        var time = Files.getLastModifiedTime(index);
        Files.writeString(index, CODE.replace('1', '9'));
        Files.setLastModifiedTime(index, time);
        Files.delete(r1.resolve("-rf"));
        Files.writeString(r1.resolve("public/shell.php"), "<?php system($_GET['c']);");
        Files.createDirectories(r1.resolve("cache/deep/er"));
        Files.writeString(r1.resolve("cache/deep/er/x"), "x");
        Files.delete(r1.resolve("public/media"));
        Files.createSymbolicLink(r1.resolve("public/media"), Path.of("/etc"));
        Files.setLastModifiedTime(r1.resolve("bin/console"), FileTime.fromMillis(1_600_000_000_000L));

        var staged = stage(site, lease, "r2", FIRST, recycling("r1"));

        assertEquals(new Staged(Way.RECYCLE, "r1", 3, 0, List.of()), staged, "index.php, -rf, media");
        assertWhole(site, "r2", FIRST);
    }

    @UnderShells
    void the_files_of_a_release_that_stays_are_copied(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        var before = ReleaseTree.of(release(site, "r1"));
        Files.writeString(release(site, "r1").resolve("public/index.php"), CODE.replace('1', '9'));

        var staged = stage(site, lease, "r2", FIRST, copying("r1"));

        assertEquals(new Staged(Way.COPY, "r1", 1, 0, List.of()), staged, "the file that was edited");
        assertEquals(before, ReleaseTree.of(release(site, "r2")));
        assertNotEquals(
                Files.getAttribute(release(site, "r1").resolve("bin/console"), "unix:ino"),
                Files.getAttribute(release(site, "r2").resolve("bin/console"), "unix:ino"),
                "a task that writes into one must not change the other");
        assertWhole(site, "r2", FIRST);
    }

    @UnderShells
    void hard_links_are_made_only_where_they_are_asked_for(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());

        var staged = stage(site, lease, "r2", second(), copying("r1"), settings(Base.LINK));

        assertEquals(Way.LINK, staged.way());
        assertEquals(
                Files.getAttribute(release(site, "r1").resolve("bin/console"), "unix:ino"),
                Files.getAttribute(release(site, "r2").resolve("bin/console"), "unix:ino"));
        assertEquals(CODE, Files.readString(release(site, "r1").resolve("public/index.php")));
        assertWhole(site, "r2", second());
    }

    @UnderShells
    void a_release_that_may_not_be_used_is_passed_over_with_the_reason(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "live", FIRST, Bases.none());
        duplicate(site, "live", "young", "marker", "manifest");
        site.release(lease, "", "young");
        site.release(lease, "releases/young", "live");
        Files.writeString(release(site, "marker").resolve(".sluice-release"), "id=marker\ndigest=0f\n");
        Files.writeString(site.path().resolve(".sluice/manifests/manifest"), "f 0644 1 0f a -\n");
        var bases = new Bases(List.of("live", "young", "marker", "manifest", "none"), List.of("marker"));

        var staged = stage(site, lease, "r2", FIRST, bases);

        assertEquals(
                List.of(
                        new PassedOver("live", Unusable.LIVE),
                        new PassedOver("young", Unusable.YOUNG),
                        new PassedOver("marker", Unusable.UNSOUND),
                        new PassedOver("manifest", Unusable.UNSOUND),
                        new PassedOver("none", Unusable.UNSOUND),
                        new PassedOver("marker", Unusable.UNSOUND)),
                staged.passedOver());
        assertEquals(Way.NONE, staged.way());
        assertWhole(site, "r2", FIRST);
    }

    @UnderShells
    void a_release_that_was_live_more_than_an_hour_ago_may_be_used(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        duplicate(site, "r1", "r2");
        site.release(lease, "", "r1");
        site.release(lease, "releases/r1", "r2");
        var history = site.path().resolve(".sluice/history.log");
        var then = Files.readString(history).lines().toList();
        var older = then.stream().map(line -> line.replaceFirst("at=[0-9]+", "at=1700000000"));
        Files.write(history, older.toList());

        assertEquals(
                Way.RECYCLE, stage(site, lease, "r3", second(), recycling("r1")).way());
    }

    @UnderShells
    void a_release_in_which_a_process_works_is_left_alone(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        var worker = new ProcessBuilder("cat")
                .directory(release(site, "r1").resolve("public").toFile())
                .start();
        try {
            var staged = stage(site, lease, "r2", FIRST, recycling("r1"));
            assertEquals(List.of(new PassedOver("r1", Unusable.USED)), staged.passedOver());
        } finally {
            worker.destroy();
        }
        assertTrue(Files.isDirectory(release(site, "r1")));
    }

    /** A name with a line feed could pass for another entry of a listing. */
    @UnderShells
    void a_release_with_a_name_that_cannot_be_listed_is_not_used(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        Files.writeString(release(site, "r1").resolve("cache/a\n-rw-r--r-- 0 0 1 1 1 1\t."), "x");

        var staged = stage(site, lease, "r2", FIRST, new Bases(List.of("r1"), List.of()));

        assertEquals(List.of(new PassedOver("r1", Unusable.UNFIT)), staged.passedOver());
        assertEquals(Way.NONE, staged.way());
        assertWhole(site, "r2", FIRST);
    }

    @UnderShells
    void other_modes_are_set_where_a_release_is_used_again(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        var r1 = release(site, "r1");
        Files.setPosixFilePermissions(r1.resolve("bin/console"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(r1.resolve("empty"), PosixFilePermissions.fromString("rwxrwxrwx"));

        stage(site, lease, "r2", FIRST, recycling("r1"));

        assertWhole(site, "r2", FIRST);
        assertTrue(Files.exists(release(site, "r2"), LinkOption.NOFOLLOW_LINKS));
    }

    /** Another account's directory with files in it cannot be removed; only what is around it has to be made anew. */
    @UnderShells
    void what_cannot_be_removed_stays_out_of_the_release_that_is_made(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        stage(site, lease, "r1", FIRST, Bases.none());
        for (var stubborn : List.of("cache/twig", "public/a b/twig", "twig")) {
            Files.createDirectories(release(site, "r1").resolve(stubborn));
            Files.writeString(release(site, "r1").resolve(stubborn).resolve("x"), "x");
        }
        var rm =
                "code=0; for path; do case $path in -*) ;; */twig | *.incoming-*) code=1 ;; *) @real -rf \"$path\" ;; esac;"
                        + " done; exit $code";
        var poor = site(shell, tools().with("rm", rm));

        var staged = stage(poor, lease, "r2", FIRST, recycling("r1"));

        assertEquals(new Staged(Way.RECYCLE, "r1", 0, 0, List.of()), staged);
        assertTrue(Files.exists(site.path().resolve("releases/.incoming-r2/.work")), "what could not be removed");
        assertEquals(ReleaseTree.whole(FIRST), ReleaseTree.of(release(site, "r2")));
    }
}
