package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Two hosts in this process, the files of a project, and records of its own. */
final class DemoProject implements AutoCloseable {
    private static final Set<String> WITHOUT_STATE = Set.of("validate", "doctor", "trust");

    private final EmbeddedFleet fleet;
    private final DemoSite site;

    private DemoProject(EmbeddedFleet fleet, DemoSite site) {
        this.fleet = fleet;
        this.site = site;
    }

    /** Two hosts that serve release 1, the endpoint in it. */
    static DemoProject start() throws IOException {
        var fleet = EmbeddedFleet.builder().hosts(2).start();
        var project = new DemoProject(fleet, DemoSite.on(fleet));
        project.replace(project.playbook(), "soak: 1s", "soak: 0s");
        project.replace(project.playbook(), "every: 1s", "every: 1ms");
        return project;
    }

    Path inventory() {
        return site.inventoryFile();
    }

    Path playbook() {
        return site.playbookFile();
    }

    Path directory() {
        return fleet.directory();
    }

    Path state() {
        return fleet.directory().resolve("state");
    }

    Path artifact() {
        return site.goodArtifact();
    }

    void replace(Path file, String old, String now) throws IOException {
        var text = Files.readString(file);
        if (!text.contains(old)) {
            throw new IOException(old + " is not in " + file);
        }
        Files.writeString(file, text.replace(old, now));
    }

    /** What a host's link names. */
    String live(String host) throws IOException {
        return Files.readSymbolicLink(fleet.host(host).sitePath().resolve("current"))
                .getFileName()
                .toString();
    }

    /** A command with the files and the state of this project. */
    CommandLineRun run(String command, Object... more) {
        return runWith(state(), command, more);
    }

    CommandLineRun runWith(Path state, String command, Object... more) {
        return CommandLineRun.of(words(state, command, more));
    }

    /** With variables in the environment. */
    CommandLineRun runIn(Map<String, String> environment, String command) {
        return CommandLineRun.in(environment, words(state(), command));
    }

    private Object[] words(Path state, String command, Object... more) {
        var all = Stream.of(
                Stream.of((Object[]) command.split(" ")),
                Stream.of("-i", inventory(), "-p", playbook(), "--state", state),
                Stream.of(more));
        return all.flatMap(part -> part).toArray();
    }

    /** A whole line, with the files of this project, and its records where the command has some. */
    CommandLineRun line(String line, Object... more) {
        var words = line.split(" ");
        return WITHOUT_STATE.contains(words[0])
                ? runWithout(words[0], Stream.concat(Arrays.stream(words).skip(1), Stream.of(more)).toArray())
                : run(line, more);
    }

    CommandLineRun ends(int code, String line, Object... more) {
        var run = line(line, more);
        assertEquals(code, run.exitCode(), () -> line + "\n" + run.out() + run.err());
        return run;
    }

    /** Every host serves a release of that id. */
    void released(String id) {
        ends(0, "release --yes", "--artifact", artifact(), "--release", id);
    }

    /** The same for a command that has no records. */
    CommandLineRun runWithout(String command, Object... more) {
        return CommandLineRun.of(Stream.concat(Stream.of(command, "-i", inventory(), "-p", playbook()), Stream.of(more))
                .toArray());
    }

    @Override
    public void close() {
        fleet.close();
    }
}
