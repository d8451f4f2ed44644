package dev.sluice.it.release;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody at a command line: a directory with an inventory, a playbook, a key and builds, the state of the coordinator beside them.
 * Confirms everything with {@code --yes}, because there is no terminal.
 */
public final class Operator {
    private static final Set<String> WITHOUT_STATE = Set.of("init", "keygen", "validate", "doctor", "trust", "version");

    private final Path directory;
    private final String state;
    private final Surroundings surroundings;

    private Operator(Path directory, String state, Surroundings surroundings) {
        this.directory = directory;
        this.state = state;
        this.surroundings = surroundings;
    }

    /** Where its records are. */
    public Path state() {
        return directory.resolve(state);
    }

    /** The same files on a machine with records of its own: another agent of a build server. */
    public Operator onMachine(String name) {
        return new Operator(directory, "state-" + name, surroundings);
    }

    /** The same with options for the JVM of every command. */
    public Operator withJvm(String... more) {
        return new Operator(directory, state, surroundings.withJvm(List.of(more)));
    }

    /** The same with variables in the environment of every command. */
    public Operator with(Map<String, String> variables) {
        return new Operator(directory, state, surroundings.withEnvironment(variables));
    }

    /** The same with commands that a daemon runs. */
    public Operator asClient(String url, String token) {
        return with(Map.of("SLUICE_SERVER", url, "SLUICE_TOKEN", token));
    }

    /** The same with commands that take only the processors' time that nobody else wants, as if they ran on a machine of their own. */
    public Operator givingWay() {
        return new Operator(directory, state, surroundings.withStarter("nice", "-n", "19"));
    }

    /** The same with commands that a launcher of the product starts, as a user does: each is a process of its own, with the launcher's own JVM options. */
    public Operator launchedBy(Path launcher) {
        return new Operator(directory, state, surroundings.withLauncher(launcher));
    }

    /** @param directory an empty one */
    public static Operator of(RealFleet fleet, PlaybookText playbook, Path directory) {
        return of(fleet.inventory("prod"), playbook, directory);
    }

    /** With an inventory of one's own. */
    public static Operator of(String inventory, PlaybookText playbook, Path directory) {
        return of(inventory, playbook.text(directory.resolve("endpoint.pem")), directory);
    }

    /** With files of one's own. The key for the playbook is {@code endpoint.pem}, beside it. */
    public static Operator of(String inventory, String playbook, Path directory) {
        var operator = new Operator(directory, "state", Surroundings.NONE);
        operator.write("inventory.yml", inventory);
        operator.write("playbook.yml", playbook);
        operator.must("keygen", "--out", "endpoint.pem");
        return operator;
    }

    /**
     * With the files that {@code sluice init} writes, and its key beside them.
     *
     * @param directory an empty one; the site has its name
     * @param arguments of {@code init}
     */
    public static Operator ofInit(Path directory, String... arguments) {
        var operator = new Operator(directory, "state", Surroundings.NONE);
        List<String> init = new ArrayList<>(List.of(
                "init",
                directory.toString(),
                "--key",
                directory.resolve("endpoint.pem").toString()));
        init.addAll(List.of(arguments));
        operator.must(init.toArray(String[]::new));
        return operator;
    }

    private void write(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** A directory with the release's files, named as the release. */
    public Path build(SampleSite site) {
        return site.writeTo(directory.resolve("builds").resolve(site.label()));
    }

    /** Releases a build under its label as the release's id. */
    public Ended release(SampleSite site, String... more) {
        return run(releaseOf(site, more));
    }

    /** Starts a release of a build, and returns while it runs. */
    public SluiceProcess startRelease(SampleSite site, String... more) {
        return start(releaseOf(site, more));
    }

    private String[] releaseOf(SampleSite site, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("release", "--artifact", build(site).toString(), "--release", site.label(), "--yes"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /**
     * Runs any command to its end: in this JVM, which is warm, unless the command needs surroundings of its own. One that is to be killed or
     * signalled, or that runs beside others, is {@linkplain #start started} as a process.
     */
    public Ended run(String... arguments) {
        return surroundings.equals(Surroundings.NONE)
                ? CommandsInThisJvm.run(directory, complete(arguments))
                : start(arguments).await();
    }

    private void must(String... arguments) {
        Ended ended = run(arguments);
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(ended.toString());
        }
    }

    /** Starts any command, and returns while it runs. */
    public SluiceProcess start(String... arguments) {
        return SluiceProcess.start(directory, surroundings, complete(arguments));
    }

    private List<String> complete(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!WITHOUT_STATE.contains(arguments[0]) && !surroundings.environment().containsKey("SLUICE_SERVER")) {
            all.addAll(List.of("--state", directory.resolve(state).toString()));
        }
        return all;
    }

    /** Where events and results of a command go that gets {@code --output-dir NAME}. */
    public Events events(String outputDirectory) {
        return new Events(directory.resolve(outputDirectory).resolve("events.jsonl"));
    }
}
