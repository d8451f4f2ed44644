package dev.sluice.web;

import java.io.PrintWriter;
import java.io.Writer;

/** A stream of a command, as lines of its output: what was printed when a line ends, or when it is flushed. */
final class CommandWriter extends Writer {
    private static final int MOST_CHARS = 8_192;

    private final CommandOutput output;
    private final String kind;
    private final StringBuilder pending = new StringBuilder();

    private CommandWriter(CommandOutput output, String kind) {
        this.output = output;
        this.kind = kind;
    }

    /** @param kind {@code out} or {@code err} */
    static PrintWriter of(CommandOutput output, String kind) {
        return new PrintWriter(new CommandWriter(output, kind), true);
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        synchronized (pending) {
            pending.append(characters, offset, length);
            var end = pending.lastIndexOf("\n") + 1;
            send(pending.length() - end > MOST_CHARS ? pending.length() : end);
        }
    }

    @Override
    public void flush() {
        synchronized (pending) {
            send(pending.length());
        }
    }

    private void send(int end) {
        int from = 0;
        while (from < end) {
            int to = whole(Math.min(end, from + MOST_CHARS), end);
            output.add(kind, pending.substring(from, to));
            from = to;
        }
        pending.delete(0, end);
    }

    /** Two characters that are one in Unicode stay in one line of JSON. */
    private int whole(int to, int end) {
        return to < end && Character.isHighSurrogate(pending.charAt(to - 1)) ? to + 1 : to;
    }

    @Override
    public void close() {
        flush();
    }
}
