package dev.sluice.cli;

import dev.sluice.report.ConsoleOptions;
import dev.sluice.report.Detail;
import dev.sluice.report.Palette;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How a rollout is shown while it runs. */
@SuppressWarnings("NullAway.Init")
final class ColorOptions {
    /** When the console is coloured. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

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

    /** A block in place needs a terminal that can move its cursor and a person in front of it; a build server may lend a terminal. */
    ConsoleOptions console(CommandHost host) {
        var live = host.drawsInPlace() && !verbose;
        return new ConsoleOptions(
                palette(host),
                live ? ConsoleOptions.Manner.LIVE : ConsoleOptions.Manner.LINES,
                verbose ? Detail.EVERYTHING : Detail.NORMAL);
    }

    /** The same in a process of its own. */
    ConsoleOptions console() {
        return console(ProcessHost.INSTANCE);
    }

    /** Of a command without these options. */
    static ConsoleOptions usual(CommandHost host) {
        var options = new ColorOptions();
        options.color = Color.AUTO;
        return options.console(host);
    }

    private Palette palette(CommandHost host) {
        return switch (color) {
            case ALWAYS -> Palette.COLOURED;
            case NEVER -> Palette.PLAIN;
            case AUTO -> host.isColoured() ? Palette.COLOURED : Palette.PLAIN;
        };
    }

    /** The same options for a command that another one runs. */
    List<String> arguments() {
        var when = "--color=" + color.name().toLowerCase(Locale.ROOT);
        return verbose ? List.of(when, "--verbose") : List.of(when);
    }
}
