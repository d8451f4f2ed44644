package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.step.HostFacts.UnfitShared;
import dev.sluice.step.Inspect;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is at the shared paths of a host is asked before a release, and never found out while one is staged. */
class SharedPathsTest extends ScriptTest {
    private static final String DIRECTORY = "public/media";
    private static final Map<String, String> FILES =
            new TreeMap<>(Map.of("public/index.php", "<?php", "public/media/logo.svg", "<svg/>"));

    private static List<UnfitShared> unfit(LocalSite site) throws Exception {
        var settings = LocalSite.settings(List.of(DIRECTORY), List.of("config/.env"), List.of());
        return Inspect.of(site.path().toString(), settings)
                .on(site.session())
                .machine()
                .unfitShared();
    }

    private static String shown(LocalSite site) throws Exception {
        return String.join(
                ", ",
                unfit(site).stream()
                        .map(path ->
                                path.found() + " " + path.at() + (path.leads().isEmpty() ? "" : " -> " + path.leads()))
                        .toList());
    }

    private static StepException refused(LocalSite site, List<String> directories) throws Exception {
        var lease = site.lease();
        var content = new SmallRelease(FILES);
        var settings = LocalSite.settings(directories, List.of(), List.of());
        var step = LocalSite.staging(lease, "r1", content, settings);
        return assertThrows(StepException.class, () -> step.on(site.session()));
    }

    private static List<String> inShared(LocalSite site) throws Exception {
        try (Stream<Path> names = Files.list(site.path().resolve("shared"))) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }

    private LocalSite prepared(LocalShell shell) throws Exception {
        var site = site(shell);
        Files.createDirectories(site.path().resolve("shared/public"));
        Files.createDirectories(site.path().resolve("shared/config"));
        Files.writeString(site.path().resolve("shared/config/.env"), "A=1");
        return site;
    }

    @UnderShells
    void paths_that_are_as_declared_or_can_be_made_are_fit(LocalShell shell) throws Exception {
        var site = prepared(shell);
        assertEquals("", shown(site));
        Files.createDirectories(site.path().resolve("disk/media"));
        Files.createSymbolicLink(
                site.path().resolve("shared/public/media"), site.path().resolve("disk/media"));
        assertEquals("", shown(site));
    }

    @UnderShells
    void a_link_whose_mount_is_away_is_found_with_what_it_leads_to(LocalShell shell) throws Exception {
        var site = prepared(shell);
        Files.createSymbolicLink(site.path().resolve("shared/public/media"), Path.of("/mnt/away/media"));
        assertEquals("DANGLING shared/public/media -> /mnt/away/media", shown(site));

        var refused = refused(site, List.of(DIRECTORY));

        assertEquals(StepFailure.SHARED_UNFIT, refused.failure());
        assertTrue(
                refused.why().contains("at shared/public/media, found dangling, leads /mnt/away/media"), refused.why());
        assertEquals(List.of("config", "public"), inShared(site));
    }

    @UnderShells
    void a_link_on_the_way_that_leads_nowhere_or_to_itself_is_found(LocalShell shell) throws Exception {
        var site = prepared(shell);
        Files.delete(site.path().resolve("shared/public"));
        Files.createSymbolicLink(site.path().resolve("shared/public"), Path.of("public"));
        assertEquals("DANGLING shared/public -> public", shown(site));
        Files.delete(site.path().resolve("shared/config/.env"));
        Files.createSymbolicLink(site.path().resolve("shared/config/.env"), Path.of("/run/secrets/a\nb"));
        assertEquals("DANGLING shared/public -> public, DANGLING shared/config/.env -> /run/secrets/a b", shown(site));
    }

    @UnderShells
    void a_file_for_a_directory_and_the_reverse_and_what_is_neither_are_found(LocalShell shell) throws Exception {
        var site = prepared(shell);
        Files.writeString(site.path().resolve("shared/public/media"), "");
        Files.delete(site.path().resolve("shared/config/.env"));
        Files.createDirectory(site.path().resolve("shared/config/.env"));
        assertEquals("FILE shared/public/media, DIRECTORY shared/config/.env", shown(site));

        assertEquals(StepFailure.SHARED_UNFIT, refused(site, List.of(DIRECTORY)).failure());

        Files.delete(site.path().resolve("shared/config/.env"));
        new ProcessBuilder("mkfifo", site.path().resolve("shared/config/.env").toString())
                .start()
                .waitFor();
        Files.delete(site.path().resolve("shared/public/media"));
        Files.delete(site.path().resolve("shared/public"));
        Files.writeString(site.path().resolve("shared/public"), "a file on the way");
        assertEquals("FILE shared/public, SPECIAL shared/config/.env", shown(site));
    }

    /** As root no directory is closed; the kernel's answer is asked, so nothing can stand in for it. */
    @UnderShells
    void what_the_deploy_user_may_not_enter_or_write_is_found(LocalShell shell) throws Exception {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root may do everything");
        var site = prepared(shell);
        var parent = site.path().resolve("shared/public");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r--r--r--"));
        assertEquals("CLOSED shared/public", shown(site));
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertEquals("UNWRITABLE shared/public", shown(site));
    }

    /** {@code /sys} or the like of this machine; nothing is mounted for the test. */
    @UnderShells
    void a_directory_on_a_file_system_that_is_mounted_read_only_is_found(LocalShell shell) throws Exception {
        Path readOnly = null;
        for (var store : FileSystems.getDefault().getFileStores()) {
            var at = Path.of(store.toString().replaceAll(" \\(.*", ""));
            // Writable: another file system was mounted over this one.
            if (store.isReadOnly() && Files.isDirectory(at) && Files.isExecutable(at) && !Files.isWritable(at)) {
                readOnly = at;
            }
        }
        assumeTrue(readOnly != null, "no directory of this machine is mounted read-only");
        var site = prepared(shell);
        Files.createSymbolicLink(site.path().resolve("shared/public/media"), readOnly);
        assertEquals("READ_ONLY shared/public/media -> " + readOnly, shown(site));
        Files.delete(site.path().resolve("shared/public/media")); // the temporary directory is emptied without it
    }

    @UnderShells
    void a_staging_that_fails_leaves_nothing_in_shared_and_reports_the_words_of_the_tool(LocalShell shell)
            throws Exception {
        var site = site(
                shell,
                tools().with(
                                "mv",
                                "case $2 in shared/*) echo 'mv: no space left on /srv' >&2; exit 1 ;; esac; exec /bin/mv \"$@\""));
        Files.createDirectories(site.path().resolve("shared/public"));

        var failed = refused(site, List.of(DIRECTORY));

        assertEquals(StepFailure.FAILED, failed.failure());
        assertEquals("doing sharing public/media: mv: no space left on /srv", failed.why());
        assertEquals(List.of("mv: no space left on /srv"), failed.output());
        assertEquals(List.of("public"), inShared(site));
        assertFalse(Files.exists(site.path().resolve("releases/r1")));
    }

    /** What hosts have counts; the link takes the place of whatever the artifact has there, and nothing is written through it. */
    @UnderShells
    void content_of_the_artifact_at_a_shared_path_never_replaces_what_a_host_has(LocalShell shell) throws Exception {
        var site = prepared(shell);
        var lease = site.lease();
        var settings = LocalSite.settings(List.of(DIRECTORY, "cache"), List.of("config/.env"), List.of("config"));
        for (var id : List.of("r1", "r2")) {
            var files =
                    Map.of("public/media/logo", id, "cache", "a file", "config/.env/x", "a directory", "config/a", "");
            LocalSite.staging(lease, id, new SmallRelease(files), settings).on(site.session());
            var release = site.path().resolve("releases").resolve(id);
            assertEquals("r1", Files.readString(release.resolve("public/media/logo")), "seeded once");
            assertEquals("A=1", Files.readString(release.resolve("config/.env")));
            assertTrue(Files.isSymbolicLink(release.resolve("cache")));
            assertTrue(Files.isDirectory(site.path().resolve("shared/cache")));
            assertTrue(
                    Files.getPosixFilePermissions(release.resolve("config/a"))
                            .contains(PosixFilePermission.GROUP_WRITE),
                    "a shared path may be in a writable one");
            assertFalse(
                    Files.getPosixFilePermissions(site.path().resolve("shared/config/.env"))
                            .contains(PosixFilePermission.GROUP_WRITE),
                    "and keeps its modes");
        }
    }

    @UnderShells
    void what_a_killed_staging_left_is_swept_and_nothing_else(LocalShell shell) throws Exception {
        var site = site(shell);
        var shared = Files.createDirectories(site.path().resolve("shared"));
        Files.createDirectories(shared.resolve(".seed.0123456789abcdef/new/logs"));
        Files.createDirectories(shared.resolve(".seed.4711/new"));
        Files.createDirectories(shared.resolve(".seed.4712/new/precious"));
        Files.createDirectories(shared.resolve(".seed.of-the-site-here"));
        Files.createDirectories(shared.resolve(".seed.abc/new"));
        Files.writeString(shared.resolve(".seed.fedcba9876543210"), "a file");
        Files.createSymbolicLink(shared.resolve(".seed.aaaaaaaaaaaaaaaa"), site.path());

        site.stage(site.lease(), "r1");

        assertEquals(
                List.of(
                        ".seed.4712",
                        ".seed.aaaaaaaaaaaaaaaa",
                        ".seed.abc",
                        ".seed.fedcba9876543210",
                        ".seed.of-the-site-here"),
                inShared(site));
        assertTrue(Files.isDirectory(site.path().resolve("releases/r1")));
    }
}
