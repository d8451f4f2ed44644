package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.EntryRanges;
import dev.sluice.artifact.PayloadCompression;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.step.Lease;
import dev.sluice.step.ReleaseContent;
import dev.sluice.step.StageRelease;
import dev.sluice.step.StageRelease.Way;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

class StageScriptTest extends ScriptTest {
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "public/index.php", "<?php echo 1;",
            "public/a b/ü%41\\n'\"$(touch pwned).txt", "odd",
            "-rf", "dash",
            "bin/console", "#!/bin/sh\n",
            "public/storage", "->../storage/a \\b",
            "empty/", "",
            "storage/seed.txt", "seed",
            "storage/logs/keep", ""));

    @UnderShells
    void every_file_arrives_with_its_content_and_modes(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var tools = site.facts().machine().tools();
        for (var compression : PayloadCompression.values()) {
            if (compression != PayloadCompression.NONE
                    && !tools.contains(compression.name().toLowerCase(Locale.ROOT))) {
                continue;
            }
            var id = "r-" + compression.name();
            var staged = new StageRelease(
                            lease,
                            id,
                            new SmallRelease(FILES),
                            LocalSite.settings(List.of(), List.of(), List.of()),
                            LocalSite.endpoint(),
                            StageRelease.Bases.none(),
                            compression)
                    .on(site.session());
            assertEquals(Way.NONE, staged.way());
            var release = site.path().resolve("releases").resolve(id);
            assertEquals("odd", Files.readString(release.resolve("public/a b/ü%41\\n'\"$(touch pwned).txt")));
            assertEquals("dash", Files.readString(release.resolve("-rf")));
            assertEquals("rw-r--r--", modes(release.resolve("public/index.php")));
            assertEquals("rwxr-xr-x", modes(release.resolve("bin/console")));
            assertEquals("rwxr-xr-x", modes(release.resolve("empty")));
            assertEquals("<?php // answers\n", Files.readString(release.resolve("public/_sluice.php")));
            assertEquals(
                    "id=" + id + "\ndigest=" + new SmallRelease(FILES).digest() + "\n",
                    Files.readString(release.resolve(".sluice-release")));
        }
        assertTrue(
                Files.readString(site.path().resolve(".sluice/endpoint.json")).startsWith("{\"v\":1,"));
        assertEquals("rw-r--r--", modes(site.path().resolve(".sluice/endpoint.json")));
        assertTrue(site.facts().leftovers().isEmpty());
    }

    @UnderShells
    void what_tar_warns_of_is_no_failure_when_every_file_is_right(LocalShell shell) throws Exception {
        var site = site(
                shell,
                tools().with("tar", "echo 'ERROR: ld.so: object /gone.so from LD_PRELOAD' >&2; exec /bin/tar \"$@\""));
        var lease = site.lease();
        assertEquals(Way.NONE, site.stage(lease, "r1").way());
        assertEquals("<?php echo 'r1';", Files.readString(site.path().resolve("releases/r1/public/index.php")));
    }

    @UnderShells
    void a_release_that_is_there_is_left_alone_and_other_content_is_refused(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        assertEquals(Way.NONE, site.stage(lease, "r1", Map.of("public/a", "1")).way());
        assertEquals(
                Way.PRESENT, site.stage(lease, "r1", Map.of("public/a", "1")).way());
        var e = assertThrows(StepException.class, () -> site.stage(lease, "r1", Map.of("public/a", "2")));
        assertEquals(StepFailure.OTHER_CONTENT, e.failure());
        assertEquals("1", Files.readString(site.path().resolve("releases/r1/public/a")));
    }

    @UnderShells
    void what_is_shared_is_linked_and_seeded_once(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        Files.createDirectories(site.path().resolve("shared/config"));
        Files.writeString(site.path().resolve("shared/config/.env"), "A=1");
        var settings =
                LocalSite.settings(List.of("storage", "public/up loads"), List.of("config/.env"), List.of("cache/app"));
        for (var id : List.of("r1", "r2")) {
            var files = new TreeMap<>(FILES);
            files.put("storage/seed.txt", id);
            LocalSite.staging(lease, id, new SmallRelease(files), settings).on(site.session());
            var release = site.path().resolve("releases").resolve(id);
            assertEquals(
                    "../../shared/storage",
                    Files.readSymbolicLink(release.resolve("storage")).toString());
            assertEquals(
                    "../../../shared/up loads".replace("up loads", "public/up loads"),
                    Files.readSymbolicLink(release.resolve("public/up loads")).toString());
            assertTrue(Files.isDirectory(release.resolve("public/up loads")));
            assertEquals("A=1", Files.readString(release.resolve("config/.env")));
            assertEquals("r1", Files.readString(release.resolve("storage/seed.txt")));
            assertFalse(Files.exists(site.path().resolve("shared/storage/new")), "it has its content already");
            assertEquals("rwxrwxr-x", modes(release.resolve("cache/app")));
        }
    }

    /** The document root is the release itself, and links and files are where a directory is declared. */
    @UnderShells
    void what_is_declared_may_be_a_link_or_a_file_of_the_release(LocalShell shell) throws Exception {
        var site = site(shell);
        var files = Map.of("data", "->empty", "empty/", "", "cache", "->nowhere", "state.db", "x");
        var plain = LocalSite.settings(List.of("data"), List.of(), List.of("cache", "state.db"));
        var settings = new ReleaseSettings(
                plain.keep(),
                ".",
                plain.shared(),
                plain.writable(),
                plain.base(),
                plain.permissions(),
                plain.assets(),
                plain.exclude(),
                plain.signedBy());
        var content = new SmallRelease(files);
        LocalSite.staging(site.lease(), "r1", content, settings).on(site.session());
        assertTrue(Files.isDirectory(site.path().resolve("shared/data"), LinkOption.NOFOLLOW_LINKS));
        var release = site.path().resolve("releases/r1");
        assertEquals("rw-rw-r--", modes(release.resolve("state.db")));
        assertEquals("<?php // answers\n", Files.readString(release.resolve("_sluice.php")));
    }

    /** The endpoint and the manifest are received in one file, each with its digest. */
    @UnderShells
    void what_is_received_damaged_is_no_release(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (var damaged : Map.of("head", "endpoint", "tail", "manifest").entrySet()) {
            var more = "echo more; exec @real \"$@\"";
            var e = assertThrows(StepException.class, () -> site(shell, tools().with(damaged.getKey(), more))
                    .stage(lease, "r1"));
            assertEquals(StepFailure.DAMAGED, e.failure());
            assertTrue(e.why().contains("changed " + damaged.getValue()), e.why());
        }
        assertFalse(Files.exists(site.path().resolve("releases/r1")));
    }

    @UnderShells
    void a_release_that_somebody_else_made_meanwhile_stays(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (var made : List.of("mkdir releases/r1", "ln -s gone releases/r1")) {
            var poor = site(shell, tools().with("tar", made + "; exec @real \"$@\""));
            var e = assertThrows(StepException.class, () -> poor.stage(lease, "r1"), made);
            assertEquals(StepFailure.OTHER_CONTENT, e.failure());
            Files.delete(site.path().resolve("releases/r1"));
        }
    }

    @UnderShells
    void missing_shared_files_are_all_named_and_nothing_is_staged(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var settings = LocalSite.settings(List.of(), List.of(".env", "config/db.yml"), List.of());
        var step = LocalSite.staging(lease, "r1", new SmallRelease(FILES), settings);
        var e = assertThrows(StepException.class, () -> step.on(site.session()));
        assertEquals(StepFailure.SHARED_MISSING, e.failure());
        assertEquals("files .env config/db.yml", e.why());
        assertFalse(Files.exists(site.path().resolve("releases/r1")));
    }

    @UnderShells
    void a_shared_path_behind_a_link_never_reaches_shared_data(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        Files.createDirectories(site.path().resolve("shared/storage/app"));
        Files.writeString(site.path().resolve("shared/storage/app/precious"), "data");
        var settings = LocalSite.settings(List.of("storage", "storage/app"), List.of(), List.of());
        var step = LocalSite.staging(lease, "r1", new SmallRelease(FILES), settings);
        var e = assertThrows(StepException.class, () -> step.on(site.session()));
        assertEquals(StepFailure.BAD_PATH, e.failure());
        assertEquals("data", Files.readString(site.path().resolve("shared/storage/app/precious")));
    }

    @UnderShells
    void a_byte_that_differs_from_the_manifest_is_found_and_named(LocalShell shell) throws Exception {
        var good = new SmallRelease(FILES);
        var changed = new TreeMap<>(FILES);
        changed.put("public/index.php", "<?php echo 2;");
        assertEquals("changed ./public/index.php", damage(shell, "r1", good, changed));
        var extra = new TreeMap<>(FILES);
        extra.put("public/shell.php", "x");
        assertEquals("extra f ./public/shell.php, missing nothing", damage(shell, "r2", good, extra));
        var less = new TreeMap<>(FILES);
        less.remove("public/index.php");
        assertEquals("extra nothing, missing f ./public/index.php", damage(shell, "r3", good, less));
        var link = new TreeMap<>(FILES);
        link.put("public/storage", "->/etc");
        assertEquals("changed ./public/storage ../storage/a \\b", damage(shell, "r4", good, link));
    }

    private String damage(LocalShell shell, String id, SmallRelease promised, Map<String, String> sent)
            throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var other = new SmallRelease(sent);
        var e = assertThrows(StepException.class, () -> stage(site, lease, id, new Swapped(promised, other)));
        assertEquals(StepFailure.DAMAGED, e.failure());
        assertFalse(Files.exists(site.path().resolve("releases").resolve(id)));
        return e.why();
    }

    /** Both are names that scripts once gave to what is beside the release while it is staged. */
    @UnderShells
    void a_release_has_any_name_that_a_release_can_have(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (var id : List.of("new", "current")) {
            site.stage(lease, id, Map.of("public/index.php", "<?php"));
            assertTrue(Files.isRegularFile(site.path().resolve("releases/" + id + "/.sluice-release")));
        }
    }

    @UnderShells
    void after_half_an_archive_only_the_rest_is_sent(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        var good = new SmallRelease(FILES);
        var e = assertThrows(StepException.class, () -> stage(site, lease, "r1", new Half(good)));
        assertEquals(StepFailure.TAR, e.failure());
        var staged = stage(site, lease, "r1", good);
        assertEquals(Way.RESUME, staged.way());
        assertTrue(staged.files() < good.lines(), staged + " of " + good.lines());
        assertTrue(site.facts().leftovers().isEmpty());
        assertEquals(
                "#!/bin/sh\n",
                Files.readString(site.path().resolve("releases/r1/bin/console")),
                "it is before the middle");
        assertEquals("seed", Files.readString(site.path().resolve("releases/r1/storage/seed.txt")), "it is after it");
    }

    private static StageRelease.Staged stage(LocalSite site, Lease lease, String id, ReleaseContent content)
            throws Exception {
        return LocalSite.staging(lease, id, content, LocalSite.settings(List.of(), List.of(), List.of()))
                .on(site.session());
    }

    private static String modes(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** The first half of the bytes of another one. */
    private record Half(ReleaseContent whole) implements ReleaseContent {
        @Override
        public String digest() {
            return whole.digest();
        }

        @Override
        public int lines() {
            return whole.lines();
        }

        @Override
        public void writeManifest(OutputStream out) throws IOException {
            whole.writeManifest(out);
        }

        @Override
        public void writeTo(OutputStream out, EntryRanges some, PayloadCompression compression, LongConsumer written)
                throws IOException {
            var all = new ByteArrayOutputStream();
            whole.writeTo(all, some, compression, written);
            out.write(all.toByteArray(), 0, all.size() / 2 - 300);
        }

        @Override
        public long tarBytes(EntryRanges some) {
            return whole.tarBytes(some);
        }
    }

    /** Promises one release and sends another. */
    private record Swapped(ReleaseContent promised, ReleaseContent sent) implements ReleaseContent {
        @Override
        public String digest() {
            return promised.digest();
        }

        @Override
        public int lines() {
            return promised.lines();
        }

        @Override
        public void writeManifest(OutputStream out) throws IOException {
            promised.writeManifest(out);
        }

        @Override
        public void writeTo(OutputStream out, EntryRanges some, PayloadCompression compression, LongConsumer written)
                throws IOException {
            sent.writeTo(out, EntryRanges.all(sent.lines()), compression, written);
        }

        @Override
        public long tarBytes(EntryRanges some) {
            return promised.tarBytes(some);
        }
    }
}
