package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;

/** The person at the terminal, if there is one. */
record Terminal(boolean interactive) {

    /** From Java 22 on there is a console without a terminal too, unless {@code -Djdk.console=java.base} is given, as the launcher does. */
    @SuppressWarnings("SystemConsoleNull")
    static Terminal here() {
        return new Terminal(System.console() != null);
    }

    /** Asks; anything but yes is no. Without a terminal nobody is asked, and the answer is no. */
    boolean confirms(String question) {
        if (!interactive) {
            return false;
        }
        System.err.print(question + " [y/N] ");
        System.err.flush();
        var answer = readLine().strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
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
