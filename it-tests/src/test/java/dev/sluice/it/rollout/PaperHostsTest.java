package dev.sluice.it.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Operator;
import dev.sluice.paper.PaperHosts;
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
    void hosts_on_paper_cannot_be_told_from_hosts_with_shells() throws IOException {
        var onShells = history("shells", EmbeddedFleet.builder());
        var onPaper = history("paper", EmbeddedFleet.builder().commands(new PaperHosts()));

        assertEquals(String.join("\n", onShells), String.join("\n", onPaper));
        assertTrue(onPaper.contains("web01 current -> releases/2"), onPaper::toString);
        assertTrue(onPaper.contains("web01 current -> releases/3"), onPaper::toString);
    }

    /** Two releases, one that has to be taken back, and a rollback: what was shown and what is there after each. */
    private List<String> history(String name, EmbeddedFleet.Builder hosts) throws IOException {
        try (var fleet = hosts.hosts(HOSTS).directory(temporary.resolve(name)).start()) {
            var site = DemoSite.on(fleet);
            var operator = Operator.of(
                    Files.readString(site.inventoryFile()),
                    Files.readString(site.playbookFile()),
                    Files.createDirectory(temporary.resolve(name + ".coordinator")));
            var seen = new ArrayList<String>();
            for (var command : List.of(
                    release("2", site.goodArtifact()),
                    release("3", better(site.goodArtifact(), name)),
                    release("4", site.badArtifact()),
                    List.of("rollback", "--yes"))) {
                seen.addAll(shown(operator, command));
                seen.addAll(found(fleet));
            }
            return seen;
        }
    }

    private static List<String> release(String id, Path artifact) {
        return List.of("release", "--release", id, "--artifact", artifact.toString(), "--yes");
    }

    private Path better(Path good, String name) throws IOException {
        var better = temporary.resolve(name + ".better");
        var pages = Files.createDirectories(better.resolve("public"));
        for (var page : List.of("index.html", "healthz")) {
            Files.copy(good.resolve("public").resolve(page), pages.resolve(page));
        }
        return better;
    }

    private static List<String> shown(Operator operator, List<String> command) {
        var ended = operator.run(command.toArray(String[]::new));
        var lines = new ArrayList<>(List.of(command.get(0) + " ended with " + ended.exitCode()));
        ended.out()
                .lines()
                .filter(line -> line.startsWith("done:") || line.startsWith("failed:"))
                .forEach(lines::add);
        return lines;
    }

    /** Every file of both sites, and what those say that are not one fleet's own. */
    private static List<String> found(EmbeddedFleet fleet) throws IOException {
        var found = new ArrayList<String>();
        for (var host : List.of("web01", "web02")) {
            var site = fleet.directory().resolve(host).resolve("shop");
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
        return text.replaceAll("\\br-[0-9a-f]{8}([0-9a-f]{24})?\\b", "r-N")
                .replaceAll("\\bat=\\d+", "at=N")
                .replaceAll("pid%20\\d+", "pid%20N");
    }
}
