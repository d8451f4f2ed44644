package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.step.KeepRecord;
import dev.sluice.step.Lease;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.RecordCopy;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.RunCheck;
import dev.sluice.step.RunTask;
import dev.sluice.step.TakeOverLease;
import dev.sluice.step.TaskCommand;
import dev.sluice.step.TaskOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What other accounts of a host, such as PHP's, can read, lock or change while and after scripts run. */
class OtherAccountsTest extends ScriptTest {
    private static final String ENDPOINT = ".sluice/endpoint.json";

    private static String mode(Path path) throws IOException {
        var attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return PosixFilePermissions.toString(attributes.permissions());
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxrwxrwx" : "rw-rw-rw-"));
    }

    private static TaskOutcome task(LocalSite site, Lease lease, String run) throws Exception {
        var command = new TaskCommand("task", run, Optional.empty(), Duration.ofMinutes(2), Map.of());
        return new RunTask(lease, "r1", "k", command, RunTask.Again.NEVER, bytes -> {}).on(site.session());
    }

    private static void keepRecord(LocalSite site, Lease lease) throws Exception {
        new KeepRecord(lease, new RecordCopy(LocalSite.ROLLOUT, "{}\n", "{}\n", ""), 10).on(site.session());
    }

    /** A site where every script that writes has written. */
    private LocalSite used(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1", Map.of("public/a.js", "a", "bin/console", "#!/bin/sh\n", "logs/", ""));
        site.release(lease, "", "r1");
        task(site, lease, "echo made >public/made");
        new MarkRelease(lease, "r1", ReleaseMark.GOOD, "alice").on(site.session());
        keepRecord(site, lease);
        return site;
    }

    /** Those below .sluice that another account can read, write or enter. */
    private static List<String> openOnes(LocalSite site) throws IOException {
        var open = new ArrayList<String>();
        try (var found = Files.walk(site.path().resolve(".sluice"))) {
            for (var path : found.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                if (!mode(path).endsWith("------")) {
                    open.add(site.path().relativize(path) + " " + mode(path));
                }
            }
        }
        open.sort(null);
        return open;
    }

    @UnderShells
    void nothing_that_is_kept_opens_for_others_but_the_file_that_php_reads(LocalShell shell) throws Exception {
        var site = used(shell);
        assertEquals(List.of(".sluice rwx--x--x", ENDPOINT + " rw-r--r--"), openOnes(site));
    }

    @UnderShells
    void what_an_earlier_version_left_open_is_closed_by_the_next_lease(LocalShell shell) throws Exception {
        var site = used(shell);
        var outside = Files.writeString(directory().resolve("outside"), "not ours to close");
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-r--r--"));
        var own = site.path().resolve(".sluice");
        for (var taken : List.of(true, false)) {
            try (var found = Files.list(own)) {
                for (var path : found.filter(path -> !path.endsWith("endpoint.json") && !Files.isSymbolicLink(path))
                        .toList()) {
                    open(path);
                }
            }
            open(own);
            Files.deleteIfExists(own.resolve("link"));
            Files.createSymbolicLink(own.resolve("link"), outside);
            if (taken) {
                site.lease();
            } else {
                takeOver(site);
            }
            assertEquals(List.of("rwx--x--x"), List.of(mode(own)));
            assertTrue(
                    openOnes(site).stream()
                            .noneMatch(line -> line.matches(".sluice/[^/]+ .*") && !line.contains(ENDPOINT)),
                    () -> "by " + (taken ? "take" : "takeover"));
            assertEquals("rw-r--r--", mode(outside));
        }
    }

    private static void takeOver(LocalSite site) throws Exception {
        var fence = Long.parseLong(
                Files.readString(site.path().resolve(".sluice/fence")).strip());
        new TakeOverLease(
                        site.path().toString(),
                        LocalSite.ROLLOUT,
                        new LeaseOwner("bob", ""),
                        Duration.ofMinutes(2),
                        fence)
                .on(site.session());
    }

    @UnderShells
    void what_is_for_visitors_and_for_php_keeps_its_modes(LocalShell shell) throws Exception {
        var site = used(shell);
        for (var directory :
                List.of("", "releases", "shared", "releases/r1", "releases/r1/public", "releases/r1/logs")) {
            assertEquals("rwxr-xr-x", mode(site.path().resolve(directory)), directory);
        }
        for (var file : List.of("public/a.js", "public/_sluice.php", ".sluice-release", "public/made")) {
            assertEquals("rw-r--r--", mode(site.path().resolve("releases/r1").resolve(file)), file);
        }
        assertEquals("rwxr-xr-x", mode(site.path().resolve("releases/r1/bin/console")));
        new RunCheck(site.path().toString(), "echo x >checked", Duration.ofMinutes(1)).on(site.session());
        assertEquals("rw-r--r--", mode(site.path().resolve("releases/r1/checked")));
        var settings = LocalSite.settings(List.of("var/new", "logs"), List.of(), List.of("var/cache"));
        var files = new TreeMap<>(Map.of("public/a.js", "a", "logs/", ""));
        LocalSite.staging(site.lease(), "r2", new SmallRelease(files), settings).on(site.session());
        for (var made : List.of("shared/var", "shared/var/new", "shared/logs", "releases/r2/var")) {
            assertEquals("rwxr-xr-x", mode(site.path().resolve(made)), made);
        }
        assertEquals("rwxrwxr-x", mode(site.path().resolve("releases/r2/var/cache")));
        try (var left = Files.list(site.path().resolve("shared"))) {
            assertEquals(2, left.count());
        }
    }

    @UnderShells
    void a_release_is_closed_to_others_until_it_has_its_name(LocalShell shell) throws Exception {
        var log = directory().resolve("seen");
        var look = "ls -ld releases/.incoming-* 2>/dev/null | cut -c 1-10 >>'" + log + "'; exec @real \"$@\"";
        var tools = tools();
        for (var program : List.of("sync", "chmod", "tar", "sha256sum", "mv")) {
            tools = tools.with(program, look);
        }
        var site = site(shell, tools);
        site.stage(site.lease(), "r1", Map.of("public/a.js", "a", "bin/console", "#!/bin/sh\n"));
        assertEquals(
                List.of("drwx------"),
                Files.readAllLines(log).stream().distinct().toList());
        assertEquals("rwxr-xr-x", mode(site.path().resolve("releases/r1")));
    }

    /** Another tool's release, live, in which PHP may write. */
    private LocalSite madeByHand(LocalShell shell, HostTools tools) throws Exception {
        var site = site(shell, tools);
        Files.createDirectories(site.path().resolve("releases/r1/public"));
        Files.writeString(site.path().resolve("releases/r1/public/index.php"), "<?php");
        Files.createSymbolicLink(site.path().resolve("current"), Path.of("releases/r1"));
        return site;
    }

    @UnderShells
    void a_link_under_the_name_of_a_file_to_come_is_not_written_through(LocalShell shell) throws Exception {
        var secret = Files.writeString(directory().resolve("secret"), "private");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        // As PHP would: it links the name before the script writes there.
        var link = "for name; do :; done; case $name in .sluice/*) ;; *) ln -s '" + secret
                + "' \"$name\" ;; esac; exec @real \"$@\"";
        var site = madeByHand(shell, tools().with("cp", link));
        site.adopt(site.lease());
        assertEquals("private", Files.readString(secret));
        assertEquals("rw-------", mode(secret));
        var placed = site.path().resolve("releases/r1/public/_sluice.php");
        assertEquals("<?php // answers\n", Files.readString(placed));
        assertEquals("rw-r--r--", mode(placed));
    }

    @UnderShells
    void a_link_that_stands_for_endpoint_or_marker_is_replaced_and_not_entered(LocalShell shell) throws Exception {
        var outside = Files.createDirectory(directory().resolve("outside"));
        var site = madeByHand(shell, tools());
        var release = site.path().resolve("releases/r1");
        for (var name : List.of("public/_sluice.php", ".sluice-release")) {
            Files.createSymbolicLink(release.resolve(name), outside);
        }
        site.adopt(site.lease());
        try (var there = Files.list(outside)) {
            assertEquals(List.of(), there.toList());
        }
        for (var name : List.of("public/_sluice.php", ".sluice-release")) {
            assertTrue(Files.isRegularFile(release.resolve(name), LinkOption.NOFOLLOW_LINKS), name);
        }
        try (var there = Files.list(release)) {
            assertEquals(2, there.count(), "nothing else is left in the release");
        }
    }

    @UnderShells
    void what_tasks_wrote_goes_with_the_lease_and_how_they_ended_stays(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        assertEquals(
                3, task(site, lease, "echo secret-7c1; echo x >>ran; exit 3").exit());
        assertEquals(3, task(site, lease, "echo x >>ran").exit(), "a lost answer is asked for again");
        new ReleaseLease(lease).on(site.session());
        assertFalse(holds(site.path().resolve(".sluice"), "secret-7c1"));
        var later = task(site, site.lease(), "echo x >>ran");
        assertEquals(TaskOutcome.Ran.BEFORE, later.ran());
        assertEquals(3, later.exit());
        assertEquals(
                1, Files.readAllLines(site.path().resolve("releases/r1/ran")).size());
    }

    private static boolean holds(Path directory, String text) throws IOException {
        try (var found = Files.walk(directory)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
