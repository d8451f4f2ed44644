package dev.sluice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** What a command line printed, and what it ended with. */
public record CommandLineRun(int exitCode, String out, String err) {

    /** Runs a command line in this process, to its end. What {@code SLUICE_…} is set to where the tests run is not for it. */
    public static CommandLineRun of(Object... arguments) {
        return in(Map.of(), arguments);
    }

    /** The same where these variables are set. */
    static CommandLineRun in(Map<String, String> environment, Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int exitCode = SluiceCommand.commandLineFor(words)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
