package dev.sluice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What a command line printed, and what it ended with. */
public record CommandLineRun(int exitCode, String out, String err) {

    /** Runs a command line in this process, to its end. */
    public static CommandLineRun of(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int exitCode = SluiceCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
