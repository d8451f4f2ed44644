package dev.sluice.cli;

import dev.sluice.report.FoldedLines;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Where {@code COLUMNS} is exported, what a command prints for people is folded to that width. */
final class Fold {
    private static final int FEWEST = 40;

    private Fold() {}

    static void apply(CommandLine command, CommandHost host) {
        var columns = host.columns();
        if (columns >= FEWEST && !host.drawsInPlace()) {
            command.setOut(new PrintWriter(new FoldedLines(command.getOut(), columns), true));
            command.setErr(new PrintWriter(new FoldedLines(command.getErr(), columns), true));
        }
    }

    /** 0 where there is none. */
    static int columns(Map<String, String> environment) {
        var text = environment.getOrDefault("COLUMNS", "");
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }
}
