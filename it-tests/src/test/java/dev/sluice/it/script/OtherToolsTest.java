package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.host.HostScripts;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import dev.sluice.step.CompareRelease;
import dev.sluice.step.Lease;
import dev.sluice.step.PlaceAssets;
import dev.sluice.step.RunCheck;
import dev.sluice.step.RunTask;
import dev.sluice.step.StageRelease;
import dev.sluice.step.Step;
import dev.sluice.step.StepException;
import dev.sluice.step.StepFailure;
import dev.sluice.step.TaskCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Hosts whose programs fail, complain, take other options, or are not there. */
class OtherToolsTest extends ScriptTest {
    private static final SmallRelease RELEASE =
            new SmallRelease(Map.of("public/index.php", "<?php", "bin/console", "#!/bin/sh\n"));

    private static StepFailure failure(LocalSite site, Step<?> step) {
        return assertThrows(StepException.class, () -> step.on(site.session())).failure();
    }

    private static StageRelease stage(Lease lease, String id) {
        return LocalSite.staging(lease, id, RELEASE, LocalSite.settings(List.of(), List.of(), List.of()));
    }

    @UnderShells
    void a_host_without_sha256sum_computes_the_same_with_openssl(LocalShell shell) throws Exception {
        var site = site(shell, tools().without("sha256sum").with("openssl", "exec /usr/bin/openssl \"$@\""));
        var lease = site.lease();
        site.stage(lease, "r1", Map.of("public/a b\\", "odd"));
        site.release(lease, "", "r1");
        assertEquals(
                LocalSite.endpoint().sha256(), site.facts().endpoint().sha256().orElse(""));
    }

    @UnderShells
    void a_host_that_computes_no_sha256_is_no_place_for_a_release(LocalShell shell) throws Exception {
        var site = site(shell, tools().without("sha256sum").without("openssl"));
        assertEquals(StepFailure.NO_SHA256, failure(site, stage(site.lease(), "r1")));
    }

    @UnderShells
    void a_full_disk_is_called_one_and_nothing_stays_of_the_release(LocalShell shell) throws Exception {
        var full = "echo 'write error: No space left on device' >&2; exit 1";
        var site = site(shell);
        var lease = site.lease();
        var unpacking = site(shell, tools().with("tar", full));
        assertEquals(StepFailure.DISK_FULL, failure(unpacking, stage(lease, "r1")));
        assertTrue(site.facts().leftovers().isEmpty());
        var receiving = site(shell, tools().with("cat", "[ $# -eq 0 ] || exec @real \"$@\"; " + full));
        assertEquals(StepFailure.DISK_FULL, failure(receiving, stage(lease, "r1")));
        var quota = site(shell, tools().with("tar", "echo 'Disk quota exceeded' >&2; exit 1"));
        assertEquals(StepFailure.DISK_FULL, failure(quota, stage(lease, "r1")));
        var words = site(shell, tools().with("tar", "echo 'write failed: disk full' >&2; exit 1"));
        assertEquals(StepFailure.DISK_FULL, failure(words, stage(lease, "r1")));
        var other = site(shell, tools().with("cat", "[ $# -eq 0 ] || exec @real \"$@\"; exit 1"));
        assertEquals(StepFailure.FAILED, failure(other, stage(lease, "r1")));
    }

    @UnderShells
    void what_tar_ends_with_and_what_it_leaves_decide_and_not_what_it_writes(LocalShell shell) throws Exception {
        var clock = "@real \"$@\"; echo 'x: time stamp 2030 is 9 s in the future' >&2; echo >&2";
        var site = site(shell, tools().with("tar", clock));
        var lease = site.lease();
        assertEquals(
                StageRelease.Way.NONE, stage(lease, "r1").on(site.session()).way());
        var silent = site(shell, tools().with("tar", "@real \"$@\"; exit 2"));
        assertEquals(StepFailure.TAR, failure(silent, stage(lease, "r2")));
        var loud = site(shell, tools().with("tar", "@real \"$@\"; echo 'skipping to next header' >&2"));
        assertEquals(
                StageRelease.Way.NONE, stage(lease, "r3").on(loud.session()).way());
        var worse = site(
                shell,
                tools().with(
                                "tar",
                                "@real \"$@\"; echo 'skipping to next header' >&2; rm -rf releases/.inc*/*/public"));
        assertEquals(StepFailure.DAMAGED, failure(worse, stage(lease, "r2")));
    }

    @UnderShells
    void a_link_is_not_replaced_across_file_systems(LocalShell shell) throws Exception {
        var df = "printf 'Filesystem 1024-blocks Used Available Capacity Mounted on\\n"
                + "a 100 50 50 50%% /a\\nb 100 50 50 50%% /b\\n'";
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        var split = site(shell, tools().with("df", df));
        var e = assertThrows(StepException.class, () -> split.release(lease, "", "r1"));
        assertEquals(StepFailure.OTHER_FILESYSTEM, e.failure());
        assertEquals("", site.current());
        var facts = split.facts().machine();
        assertEquals(2, facts.fileSystems());
        assertEquals(OptionalLong.of(50 * 1024), facts.freeBytes());
    }

    @UnderShells
    void what_a_host_cannot_measure_is_not_made_up(LocalShell shell) throws Exception {
        var none = "printf 'Filesystem Inodes IUsed IFree IUse%% Mounted on\\na 0 0 0 - /a\\n'";
        var site = site(shell, tools().with("df", none).with("stat", "exit 1"));
        site.stage(site.lease(), "r1");
        var facts = site.facts();
        assertEquals(OptionalLong.empty(), facts.machine().freeInodes());
        assertEquals(Optional.empty(), facts.releases().get(0).age());
        var blind = site(shell, tools().without("df").without("stat")).facts().machine();
        assertEquals(OptionalLong.empty(), blind.freeBytes());
        assertEquals(OptionalLong.empty(), blind.freeInodes());
    }

    @UnderShells
    void the_other_kind_of_stat_gives_ages_and_sizes_too(LocalShell shell) throws Exception {
        var bsd = """
                case $1$2 in
                    '-f%m %N') shift 2; exec @real -c '%Y %n' "$@" ;;
                    '-fF %z %N') shift 2; exec @real -c 'F %s %n' "$@" ;;
                esac
                echo 'usage: stat [-f format] file' >&2
                exit 1""";
        var site = site(shell, tools().with("stat", bsd));
        site.stage(site.lease(), "r1");
        assertTrue(site.facts().releases().get(0).age().orElseThrow().toMinutes() < 60);
        var compare = new CompareRelease(site.path().toString(), "r1", List.of());
        assertEquals(CompareRelease.State.WHOLE, compare.on(site.session()).state());
    }

    @UnderShells
    void a_sync_that_takes_no_file_syncs_everything(LocalShell shell) throws Exception {
        var log = directory().resolve("synced");
        var site = site(shell, tools().with("sync", "echo \"$#\" >>'" + log + "'; [ $# -eq 0 ]"));
        site.lease();
        assertEquals(List.of("1", "0"), Files.readAllLines(log).subList(0, 2));
        site.stage(site.lease(), "r1");
        var lines = Files.readAllLines(log);
        assertEquals(List.of("1", "0"), lines.subList(lines.size() - 2, lines.size()));
    }

    @UnderShells
    void what_is_done_is_on_disk_before_the_answer(LocalShell shell) throws Exception {
        var log = directory().resolve("synced");
        var site = site(shell, tools().with("sync", "echo \"$*\" >>'" + log + "'"));
        var lease = site.lease();
        assertSynced(log, ".sluice/fence\\.new.*", ".sluice", ".sluice/lease\\.new.*");
        stage(lease, "r1").on(site.session());
        assertSynced(log, "-f releases/.incoming-r1/r1", "-f releases/.incoming-r1/r1", "releases");
        site.release(lease, "", "r1");
        assertSynced(log, "\\.", ".sluice/history.log");
    }

    /** In this order, and the last of them last. */
    private static void assertSynced(Path log, String... files) throws Exception {
        var text = Files.readString(log);
        var pattern = "(?s)(.*\n)?" + String.join("\n(.*\n)?", files) + "\n";
        assertTrue(text.matches(pattern), text);
        Files.delete(log);
    }

    @UnderShells
    void without_setsid_a_check_ends_by_itself_and_at_its_limit(LocalShell shell) throws Exception {
        var site = site(shell, tools().without("setsid"));
        site.lease();
        var check = new RunCheck(site.path().toString(), "echo a; exit 3", Duration.ofMinutes(1));
        assertEquals(new RunCheck.Ended(3, false, HostText.of("a\n")), check.on(site.session()));
        var hangs = new RunCheck(site.path().toString(), "exec sleep 323", Duration.ofSeconds(1));
        assertTrue(hangs.on(site.session()).over());
    }

    @UnderShells
    void another_user_is_had_by_sudo_or_not_at_all(LocalShell shell) throws Exception {
        var log = directory().resolve("sudo");
        var sudo = "echo \"$*\" >>'" + log + "'; while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"";
        var site = site(shell);
        var lease = site.lease();
        site.stage(lease, "r1");
        var command = new TaskCommand("task", "env >seen", Optional.of("somebody"), Duration.ofMinutes(2), Map.of());
        var task = new RunTask(lease, "r1", "k", command, RunTask.Again.NEVER, bytes -> {});
        assertEquals(StepFailure.NO_SUDO, failure(site(shell, tools()), task));
        assertFalse(Files.exists(site.path().resolve("releases/r1/seen")));
        var able = site(shell, tools().with("sudo", sudo));
        assertTrue(task.on(able.session()).succeeded());
        assertTrue(Files.readAllLines(log).get(0).startsWith("-n -H -u somebody -- "), Files.readString(log));
    }

    @UnderShells
    void what_is_staged_and_added_is_given_to_the_group(LocalShell shell) throws Exception {
        var log = directory().resolve("given");
        var site = site(shell, tools().with("chgrp", "echo \"$*\" >>'" + log + "'"));
        var lease = site.lease();
        groupOf(lease, "r1").on(site.session());
        site.release(lease, "", "r1");
        site.stage(lease, "r2", Map.of("public/a/b.js", "b"));
        new PlaceAssets(
                        lease,
                        "r2",
                        new Permissions("0022", Optional.of("www"), Optional.empty()),
                        List.of("public"),
                        List.of())
                .on(site.session());
        var given = Files.readAllLines(log).stream()
                .map(line -> line.replaceAll("\\.\\d+", ".N"))
                .toList();
        assertEquals(
                List.of(
                        "www .sluice/work.N/group",
                        "-h www ./public/index.php",
                        "-h www ./bin/console",
                        "-h www ./bin ./public",
                        "www releases/.incoming-r1/r1",
                        "-h www releases/.incoming-r1/r1/cache",
                        "-h www releases/.incoming-r1/r1/cache/app",
                        "www releases/.incoming-r1/.new/_sluice.php",
                        "www releases/.incoming-r1/.new/.sluice-release",
                        "-hR www .sluice/work.N/new",
                        "-hR www .sluice/work.N/live",
                        "-h www releases/r1/public/a"),
                given);
    }

    @UnderShells
    void a_group_that_does_not_take_them_is_named(LocalShell shell) throws Exception {
        var site = site(shell);
        var lease = site.lease();
        for (var name : List.of("*/group", "*index.php", "*_sluice.php", "*.sluice-release")) {
            var poor = site(shell, tools().with("chgrp", refusing(name)));
            var e = assertThrows(StepException.class, () -> groupOf(lease, "r1").on(poor.session()));
            assertEquals(StepFailure.GROUP, e.failure(), name);
            assertEquals("www", e.result().find("group").orElseThrow());
        }
        groupOf(lease, "r1").on(site(shell, tools().with("chgrp", ":")).session());
        var poor = site(shell, tools().with("chgrp", refusing("-hR*")));
        var place = new PlaceAssets(
                lease,
                "r1",
                new Permissions("0022", Optional.of("www"), Optional.empty()),
                List.of("public"),
                List.of());
        assertEquals(StepFailure.GROUP, failure(poor, place));
    }

    private static String refusing(String arguments) {
        return "case $* in " + arguments + ") echo 'chgrp: not permitted' >&2; exit 1 ;; esac";
    }

    private static StageRelease groupOf(Lease lease, String id) {
        var plain = LocalSite.settings(List.of(), List.of(), List.of("cache/app"));
        var settings = new ReleaseSettings(
                plain.keep(),
                plain.docroot(),
                plain.shared(),
                plain.writable(),
                plain.base(),
                new Permissions("0022", Optional.of("www"), Optional.empty()),
                plain.assets(),
                plain.exclude(),
                plain.signedBy());
        return LocalSite.staging(lease, id, RELEASE, settings);
    }

    @UnderShells
    void curls_answer_comes_back_in_hexadecimal_with_its_status(LocalShell shell) throws Exception {
        var most = Map.of("most", "5");
        assertEquals(
                "no-curl",
                run(site(shell, tools().without("curl")), HostScripts.HTTP, most)
                        .code());
        var well = run(site(shell, tools().with("curl", "printf 'a\\n'")), HostScripts.HTTP, most);
        assertEquals("", well.find("exit").orElseThrow());
        assertEquals(List.of(Map.of("hex", "610a")), well.rows());
        var badly = run(site(shell, tools().with("curl", "printf 1234567; exit 7")), HostScripts.HTTP, most);
        assertEquals("7", badly.find("exit").orElseThrow());
        assertEquals(List.of(Map.of("hex", "3132333435")), badly.rows());
    }
}
