package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.playbook.ReleaseSettings.Permissions;
import dev.sluice.step.ConvertDirectory;
import dev.sluice.step.KeepRecord;
import dev.sluice.step.Lease;
import dev.sluice.step.PlaceAssets;
import dev.sluice.step.RecordCopy;
import dev.sluice.step.RunTask;
import dev.sluice.step.TaskCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What takes long is done outside of the critical section: the lease is renewed meanwhile. */
class SectionLengthTest extends ScriptTest {
    /** Whether a script is in the section, as another one finds out. */
    private static final String HELD =
            "{ [ -L .sluice/critical.link ] || { [ -e .sluice/critical ] && ! flock -n .sluice/critical sh -c :; }; }";

    /** Notes each call with these arguments, and each within the section as well. */
    private static String noting(Path log, String arguments) {
        return "case $* in " + arguments + ") echo called >>'" + log + "'; ! " + HELD + " || echo held >>'" + log
                + "' ;; esac; exec @real \"$@\"";
    }

    private static void assertCalledOutside(Path log, int least) throws Exception {
        var lines = Files.readAllLines(log);
        assertFalse(lines.contains("held"), lines::toString);
        assertTrue(lines.size() >= least, lines::toString);
        Files.delete(log);
    }

    @UnderShells
    void releases_records_and_files_are_transferred_outside_of_it(LocalShell shell) throws Exception {
        var log = directory().resolve("log");
        var tools = tools().with("tar", noting(log, "*")).with("cat", noting(log, "''"));
        var site = site(shell, tools);
        var lease = site.lease();
        site.stage(lease, "r1", Map.of("public/a", "1"));
        assertCalledOutside(log, 4);
        new KeepRecord(lease, new RecordCopy(LocalSite.ROLLOUT, "{}\n", "{}\n", ""), 2).on(site.session());
        assertCalledOutside(log, 1);
        site.release(lease, "", "r1");
        site.adopt(lease);
        assertCalledOutside(log, 1);
    }

    @UnderShells
    void assets_are_copied_outside_of_it(LocalShell shell) throws Exception {
        var log = directory().resolve("log");
        var there = "cd ../.. && { "; // from a release
        var cp = noting(log, "-pPR*").replace("! " + HELD, "! (" + there + HELD + "; })");
        var site = site(shell, tools().with("cp", cp));
        var lease = site.lease();
        site.stage(lease, "r1", Map.of("public/a", "1"));
        site.release(lease, "", "r1");
        site.stage(lease, "r2", Map.of("public/b", "2"));
        new PlaceAssets(
                        lease,
                        "r2",
                        new Permissions("0022", Optional.empty(), Optional.empty()),
                        List.of("public"),
                        List.of())
                .on(site.session());
        assertCalledOutside(log, 2);
    }

    @UnderShells
    void a_site_is_copied_outside_of_it(LocalShell shell) throws Exception {
        var log = directory().resolve("log");
        var site = site(shell, tools().with("cp", noting(log, "-RPp*")));
        Files.createDirectories(site.path().resolve("public"));
        var settings = LocalSite.settings(List.of(), List.of(), List.of());
        new ConvertDirectory(site.lease(), settings, "r1").on(site.session());
        assertCalledOutside(log, 1);
    }

    @UnderShells
    void a_task_runs_outside_of_it(LocalShell shell) throws Exception {
        var site = site(shell);
        Lease lease = site.lease();
        site.stage(lease, "r1");
        var run = "cd ../.. && n=0; while " + HELD + " && [ $n -lt 20 ]; do sleep 0.2; n=$((n + 1)); done; ! " + HELD;
        var command = new TaskCommand("task", run, Optional.empty(), Duration.ofMinutes(1), Map.of());
        var ended = new RunTask(lease, "r1", "k", command, RunTask.Again.NEVER, bytes -> {}).on(site.session());
        assertEquals(0, ended.exit());
    }
}
