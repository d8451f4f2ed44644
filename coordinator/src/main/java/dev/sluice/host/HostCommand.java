package dev.sluice.host;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/**
 * One run of a host script.
 *
 * @param values what the script reads, by key; any text is allowed in a value and arrives literally
 * @param input what follows the values on standard input
 * @param timeout without any sign of progress from the host
 * @param longest for the whole of it, whatever the host shows
 * @param output receives what the script passes on of another program's output
 */
public record HostCommand(
        HostScript script,
        Map<String, String> values,
        Input input,
        Duration timeout,
        Duration longest,
        OutputListener output) {
    public HostCommand {
        values = Map.copyOf(values);
    }

    /** A command that runs no other program. */
    public HostCommand(HostScript script, Map<String, String> values, Input input, Duration timeout) {
        this(script, values, input, timeout, OutputListener.none());
    }

    /** A command with the usual time limit of its kind. */
    public HostCommand(
            HostScript script, Map<String, String> values, Input input, Duration timeout, OutputListener output) {
        this(script, values, input, timeout, AnswerLimits.longest(input, timeout), output);
    }

    /** A command with no input besides its values. */
    public static HostCommand of(HostScript script, Map<String, String> values, Duration timeout) {
        return new HostCommand(script, values, new NoInput(), timeout);
    }

    /** What follows the values. */
    public sealed interface Input {}

    /** Nothing follows. */
    public record NoInput() implements Input {}

    /** A stream follows; the script reads it to its end. */
    public record Payload(Writer writer) implements Input {}

    /** The script sends READY when all its checks passed, and acts only when it then receives GO. */
    public record Confirmed(Consent consent) implements Input {}

    /** Writes a payload once, from start to end. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Called once, between READY and GO: the last moment at which nothing has changed. */
    @FunctionalInterface
    public interface Consent {
        boolean given();
    }
}
