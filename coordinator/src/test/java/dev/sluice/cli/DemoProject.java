package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.paper.PaperHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Two hosts in this process, the files of a project, and records of its own. The hosts start no process: how the scripts do what is asked is tested
 * elsewhere.
 */
final class DemoProject implements AutoCloseable {
    private final EmbeddedFleet fleet;
    private final DemoSite site;

    private DemoProject(EmbeddedFleet fleet, DemoSite site) {
        this.fleet = fleet;
        this.site = site;
    }

    /** Two hosts that serve release 1, the endpoint in it. */
    static DemoProject start() throws IOException {
        return of(2);
    }

    static DemoProject of(int hosts) throws IOException {
        return of(EmbeddedFleet.builder().hosts(hosts).commands(new PaperHosts()));
    }

    /** Hosts with real shells, for what hosts without processes do not answer. */
    static DemoProject withShells() throws IOException {
        return of(EmbeddedFleet.builder().hosts(2));
    }

    private static DemoProject of(EmbeddedFleet.Builder builder) throws IOException {
        var fleet = builder.start();
        var project = new DemoProject(fleet, DemoSite.on(fleet));
        project.replace(project.playbook(), "soak: 1s", "soak: 0s");
        project.replace(project.playbook(), "every: 1s", "every: 1ms");
        project.replace(
                project.playbook(),
                "method: reset",
                "method: invalidate"); // resets of one cache keep seconds between them
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

    /** Its health check fails. */
    Path badArtifact() {
        return site.badArtifact();
    }

    void replace(Path file, String old, String now) throws IOException {
        var text = Files.readString(file);
        if (!text.contains(old)) {
            throw new IOException(old + " is not in " + file);
        }
        Files.writeString(file, text.replace(old, now));
    }

    /** The site's directory on a host. */
    Path site(String host) {
        return fleet.host(host).sitePath();
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
        var line = Stream.concat(Stream.of((Object[]) command.split(" ")), Stream.of(more))
                .toList();
        var ours = Stream.of(
                option(line, "--inventory", inventory()),
                option(line, "--playbook", playbook()),
                option(line, "--state", state));
        var words = new ArrayList<Object>(line);
        // Before the operands of the line, after the words of the command.
        words.addAll(
                command.matches("(audit verify|hosts (dis|en)able|schedule ).*") ? 2 : 1,
                ours.flatMap(List::stream).toList());
        return words.toArray();
    }

    /** As far as the command has the option, and the line does not. */
    private static List<Object> option(List<Object> line, String option, Path value) {
        var commands = SluiceCommand.commandLine().getSubcommands();
        var command = Objects.requireNonNull(commands.get(line.get(0).toString()));
        var inner = line.size() < 2
                ? null
                : command.getSubcommands().get(line.get(1).toString());
        var found = inner == null ? command : inner;
        return found.getCommandSpec().findOption(option) == null || line.contains(option)
                ? List.of()
                : List.of(option, value);
    }

    /** A whole line, with the files of this project, and its records where the command has some. */
    CommandLineRun line(String line, Object... more) {
        return run(line, more);
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

    @Override
    public void close() {
        fleet.close();
    }
}
