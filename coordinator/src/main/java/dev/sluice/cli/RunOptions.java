package dev.sluice.cli;

import dev.sluice.app.Colour;
import dev.sluice.app.Coordinator;
import dev.sluice.app.Look;
import dev.sluice.app.OneFailPoint;
import dev.sluice.app.Project;
import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException;
import dev.sluice.app.Settings;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** How a command runs. */
@SuppressWarnings("NullAway.Init")
final class RunOptions {
    /** When the console is coloured. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(names = "--yes", description = "answers every question with yes")
    private boolean yes;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "where records are kept (default: ~/.local/state/sluice)")
    private Optional<Path> state;

    @Option(names = "--output-dir", paramLabel = "DIR", description = "where events.jsonl and result.json are written")
    private Optional<Path> outputDirectory;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never (default: ${DEFAULT-VALUE})")
    private Color color;

    @Option(
            names = {"-v", "--verbose"},
            description = "tells every event with its time, a line each")
    private boolean verbose;

    /** @param err where it says that it ends on purpose */
    Coordinator coordinator(Project project, Scope scope, PrintWriter err) throws RefusedException {
        var failPoint = OneFailPoint.ofThisProcess(line -> {
            err.println(line);
            err.flush();
        });
        return new Coordinator(project, scope, new Settings(stateDirectory(), System.getenv(), actor(), failPoint));
    }

    private Path stateDirectory() {
        return state.orElseGet(() -> Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .filter(home -> !home.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"))
                .resolve("sluice"));
    }

    Optional<Path> outputDirectory() {
        return outputDirectory;
    }

    /** A block in place needs a terminal that can move its cursor and a person in front of it; a build server may lend a terminal. */
    Look look() {
        var live = Terminal.here().drawsInPlace(System.getenv()) && !verbose;
        return new Look(
                colour(),
                live ? Look.Manner.LIVE : Look.Manner.LINES,
                verbose ? Look.Detail.EVERYTHING : Look.Detail.NORMAL);
    }

    private Colour colour() {
        return switch (color) {
            case ALWAYS -> Colour.ON;
            case NEVER -> Colour.OFF;
            case AUTO -> Ansi.AUTO.enabled() ? Colour.ON : Colour.OFF;
        };
    }

    /** Whether to go on: by {@code --yes}, or because the person at the terminal says so. */
    boolean agrees(String question) {
        return yes || Terminal.here().confirms(question);
    }

    private static String actor() {
        return System.getProperty("user.name") + "@" + machine() + " pid "
                + ProcessHandle.current().pid();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
