package dev.sluice.it.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.EmbeddedFleetProcess;
import dev.sluice.it.release.SluiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hosts on paper are worth: the product sees no difference to hosts with shells, and leaves the same files on both. */
class PaperHostsTest {
    private static final int HOSTS = 2;

    @TempDir
    private Path temporary;

    @Test
    void hosts_on_paper_cannot_be_told_from_hosts_with_shells() throws Exception {
        List<String> onShells;
        try (var fleet = EmbeddedFleetProcess.start(HOSTS, temporary.resolve("shells"))) {
            onShells = history(fleet, Files.createDirectory(temporary.resolve("shells.coordinator")));
        }
        List<String> onPaper;
        try (var fleet = EmbeddedFleetProcess.startOnPaper(HOSTS, temporary.resolve("paper"))) {
            onPaper = history(fleet, Files.createDirectory(temporary.resolve("paper.coordinator")));
        }

        assertEquals(String.join("\n", onShells), String.join("\n", onPaper));
        assertTrue(onPaper.contains("web01 current -> releases/2"), onPaper::toString);
        assertTrue(onPaper.contains("web01 current -> releases/3"), onPaper::toString);
    }

    /** Two releases, one that has to be taken back, and a rollback: what was said and what is there after each. */
    private static List<String> history(EmbeddedFleetProcess fleet, Path directory) throws IOException {
        var good = fleet.path("good");
        var better = Files.createDirectories(directory.resolve("better/public"));
        for (var name : List.of("index.html", "healthz")) {
            Files.copy(good.resolve("public").resolve(name), better.resolve(name));
        }
        var seen = new ArrayList<String>();
        for (var arguments : List.of(
                List.of("release", "--release", "2", "--artifact", good.toString()),
                List.of(
                        "release",
                        "--release",
                        "3",
                        "--artifact",
                        better.resolveSibling(".").normalize().toString()),
                List.of(
                        "release",
                        "--release",
                        "4",
                        "--artifact",
                        fleet.path("bad").toString()),
                List.of("rollback"))) {
            seen.addAll(told(fleet, directory, arguments));
            seen.addAll(found(fleet));
        }
        return seen;
    }

    private static List<String> told(EmbeddedFleetProcess fleet, Path directory, List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of("--inventory", fleet.path("inventory").toString(), "--yes"));
        all.addAll(List.of("--playbook", fleet.path("playbook").toString()));
        all.addAll(List.of("--state", directory.resolve("state").toString()));
        try (var sluice = SluiceProcess.start(directory, all.toArray(String[]::new))) {
            var ended = sluice.await();
            var lines = new ArrayList<>(List.of(arguments.get(0) + " ended with " + ended.exitCode()));
            ended.out()
                    .lines()
                    .filter(line -> line.startsWith("done:") || line.startsWith("failed:"))
                    .forEach(lines::add);
            return lines;
        }
    }

    /** Every file of both sites, and what those say that are not one fleet's own. */
    private static List<String> found(EmbeddedFleetProcess fleet) throws IOException {
        var found = new ArrayList<String>();
        for (var host : List.of("web01", "web02")) {
            var site = fleet.path("directory").resolve(host).resolve("shop");
            try (Stream<Path> files = Files.walk(site)) {
                for (var file : files.filter(path -> !path.endsWith("critical")).toList()) {
                    found.add(withoutIds(host + " " + site.relativize(file) + is(file)));
                }
            }
        }
        return found.stream().sorted().toList();
    }

    private static String is(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return " -> " + Files.readSymbolicLink(file);
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return "/";
        }
        var name = file.getFileName().toString();
        return name.equals(".sluice-release") || name.equals("history.log") ? " " + Files.readAllLines(file) : "";
    }

    /** Rollouts have a name of their own each, and history happens at other times and by other processes. */
    private static String withoutIds(String text) {
        return text.replaceAll("\\br-[0-9a-f]{8}\\b", "r-N")
                .replaceAll("\\bat=\\d+", "at=N")
                .replaceAll("pid%20\\d+", "pid%20N");
    }
}
