package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.report.ConsoleOptions;
import dev.sluice.report.Detail;
import dev.sluice.report.Palette;
import dev.sluice.wiring.ConfiguredFailPoint;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
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
            description = "prints every event with its time, a line each")
    private boolean verbose;

    /** @param err where a test's fail point is reported */
    Coordinator coordinator(PrintWriter err) throws RefusedException {
        var failPoint = ConfiguredFailPoint.ofThisProcess(line -> {
            err.println(line);
            err.flush();
        });
        return new Coordinator(new Settings(stateDirectory(), System.getenv(), actor(), failPoint));
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
    ConsoleOptions console() {
        var live = Terminal.here().drawsInPlace(System.getenv()) && !verbose;
        return new ConsoleOptions(
                palette(),
                live ? ConsoleOptions.Manner.LIVE : ConsoleOptions.Manner.LINES,
                verbose ? Detail.EVERYTHING : Detail.NORMAL);
    }

    private Palette palette() {
        return switch (color) {
            case ALWAYS -> Palette.COLOURED;
            case NEVER -> Palette.PLAIN;
            case AUTO -> Ansi.AUTO.enabled() ? Palette.COLOURED : Palette.PLAIN;
        };
    }

    /** Whether to continue: with {@code --yes}, or because the person at the terminal confirms. */
    boolean agrees(String question) {
        return yes || Terminal.here().confirms(question);
    }

    /** @throws RefusedException when neither */
    void agree(String question) throws RefusedException {
        if (!agrees(question)) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of("not confirmed; nothing was changed"),
                    "give --yes where no one can be asked");
        }
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
