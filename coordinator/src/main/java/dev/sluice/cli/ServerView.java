package dev.sluice.cli;

import dev.sluice.remote.CommandView;
import java.io.PrintWriter;
import java.util.regex.Pattern;

/** Prints what a daemon sends. It is text from the network: lines and colours are kept, and no other control reaches the terminal. */
record ServerView(CommandHost host, PrintWriter out, PrintWriter err) implements CommandView {
    private static final Pattern CONTROLS = Pattern.compile("\\x1b(?!\\[[0-9;]{0,16}m)|[\\p{Cc}&&[^\\n\\t\\x1b]]");

    @Override
    public void out(String text) {
        print(text, out);
    }

    @Override
    public void err(String text) {
        print(text, err);
    }

    @Override
    public void note(String line) {
        print("  note  " + line + "\n", err);
    }

    @Override
    public boolean confirms(String question) {
        return host.confirms(harmless(question));
    }

    private static void print(String text, PrintWriter to) {
        to.print(harmless(text));
        to.flush();
    }

    private static String harmless(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }
}
