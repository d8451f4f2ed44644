package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each exit code of the page is reached by a command, those of signals apart: a signal needs a process of its own. */
class ExitCodesPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9]+) \\|");

    /** Ends with an exit code, on hosts that serve v1. */
    @FunctionalInterface
    private interface Scenario {
        CommandLineRun on(DemoProject project) throws Exception;
    }

    private static final Map<Integer, Scenario> SCENARIOS = new TreeMap<>(Map.ofEntries(
            Map.entry(0, project -> release(project, "v2")),
            Map.entry(1, ExitCodesPageTest::withRecordsOfOthers),
            Map.entry(2, project -> project.run("release --yes")),
            Map.entry(3, ExitCodesPageTest::withAnUnknownKey),
            Map.entry(4, ExitCodesPageTest::withADirectoryForTheLink),
            Map.entry(5, ExitCodesPageTest::broken),
            Map.entry(6, ExitCodesPageTest::brokenAndHalted),
            Map.entry(7, ExitCodesPageTest::locked),
            Map.entry(8, ExitCodesPageTest::held),
            Map.entry(9, ExitCodesPageTest::outsideItsWindow),
            Map.entry(10, ExitCodesPageTest::paused),
            Map.entry(11, ExitCodesPageTest::promotedAfterAChangeByHand),
            Map.entry(12, ExitCodesPageTest::promotedFromADamagedRecord),
            Map.entry(13, ExitCodesPageTest::besideAHeldOne),
            Map.entry(14, ExitCodesPageTest::frozen)));

    @Test
    void every_exit_code_of_the_page_is_reached() throws Exception {
        Set<Integer> documented = ROW.matcher(Files.readString(Path.of("docs/exit-codes.md")))
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(documented, SCENARIOS.keySet());
        for (var scenario : SCENARIOS.entrySet()) {
            try (var project = DemoProject.start()) {
                project.released("v1");
                var run = scenario.getValue().on(project);
                assertEquals(scenario.getKey(), run.exitCode(), () -> run.out() + run.err());
            }
        }
    }

    private static CommandLineRun release(DemoProject project, String id) {
        return project.run("release --yes", "--artifact", project.artifact(), "--release", id);
    }

    private static CommandLineRun withRecordsOfOthers(DemoProject project) throws IOException {
        Files.setPosixFilePermissions(project.state(), PosixFilePermissions.fromString("rwxrwxrwx"));
        return release(project, "v2");
    }

    private static CommandLineRun withAnUnknownKey(DemoProject project) throws IOException {
        Files.writeString(project.playbook(), "no_such_key: 1\n", StandardOpenOption.APPEND);
        return release(project, "v2");
    }

    private static CommandLineRun withADirectoryForTheLink(DemoProject project) throws IOException {
        var current = project.site("web01").resolve("current");
        Files.delete(current);
        Files.createDirectory(current);
        return release(project, "v2");
    }

    private static CommandLineRun broken(DemoProject project) {
        return project.run("release --yes", "--artifact", project.badArtifact(), "--release", "v2");
    }

    private static CommandLineRun brokenAndHalted(DemoProject project) throws IOException {
        project.replace(project.playbook(), "on_failure: revert_all", "on_failure: halt");
        return broken(project);
    }

    private static CommandLineRun locked(DemoProject project) {
        project.ends(0, "lock --yes --message repair");
        return release(project, "v2");
    }

    private static CommandLineRun held(DemoProject project) {
        return project.run("release --yes --until 1", "--artifact", project.artifact(), "--release", "v2");
    }

    private static CommandLineRun outsideItsWindow(DemoProject project) throws IOException {
        Files.writeString(
                project.playbook(),
                "window: { zone: UTC, open: [{ days: mon-sun, from: '00:00', to: '23:59' }], blackout: [{ from: 2000-01-01, to: 2100-01-01, reason: rest }] }\n",
                StandardOpenOption.APPEND);
        return release(project, "v2");
    }

    private static CommandLineRun paused(DemoProject project) throws Exception {
        project.replace(project.playbook(), "soak: 0s", "soak: 60s");
        var running = CompletableFuture.supplyAsync(() -> release(project, "v2"));
        while (!"v2".equals(project.live("web01"))) {
            Thread.onSpinWait();
        }
        project.ends(0, "pause");
        return running.get();
    }

    private static CommandLineRun promotedAfterAChangeByHand(DemoProject project) throws IOException {
        held(project);
        var current = project.site("web01").resolve("current");
        Files.delete(current);
        Files.createSymbolicLink(current, Path.of("releases/v1"));
        return project.run("promote --yes");
    }

    private static CommandLineRun promotedFromADamagedRecord(DemoProject project) throws IOException {
        held(project);
        try (var files = Files.walk(project.state())) {
            for (var journal :
                    files.filter(file -> file.endsWith("journal.jsonl")).toList()) {
                Files.writeString(journal, Files.readString(journal).replaceFirst("HostLocked", "HostLooked"));
            }
        }
        return project.run("promote --yes");
    }

    private static CommandLineRun besideAHeldOne(DemoProject project) {
        held(project);
        return release(project, "v3");
    }

    private static CommandLineRun frozen(DemoProject project) {
        project.ends(0, "freeze --message rest");
        return release(project, "v2");
    }
}
