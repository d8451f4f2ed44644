package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The person at the terminal, if there is one. */
record Terminal(boolean interactive) {

    /** From Java 22 on there is a console without a terminal too, unless {@code -Djdk.console=java.base} is given, as the launcher does. */
    @SuppressWarnings("SystemConsoleNull")
    static Terminal here() {
        return new Terminal(System.console() != null);
    }

    /** Whether its cursor can be moved, and what is written to it is not recorded. */
    boolean drawsInPlace(Map<String, String> environment) {
        var kind = environment.getOrDefault("TERM", "");
        return interactive
                && !kind.isEmpty()
                && !kind.equals("dumb")
                && environment.getOrDefault("CI", "").isEmpty();
    }

    /** Asks; anything but yes is no. Without a terminal the answer is no. */
    boolean confirms(String question) {
        var answer = ask(question + " [y/N] ").orElse("").toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    /** Asks for a line; without a terminal there is no answer. */
    Optional<String> ask(String question) {
        if (!interactive) {
            return Optional.empty();
        }
        System.err.print(question);
        System.err.flush();
        return Optional.of(readLine().strip());
    }

    private static String readLine() {
        try {
            // Not closed: standard input is not ours to close.
            var line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
