package dev.sluice.step;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.HostName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Gives the answers that a test has written, in their order, and keeps what it was asked to run. */
final class ScriptedSession implements HostSession {
    final List<HostCommand> commands = new ArrayList<>();
    private final Deque<CommandResult> answers = new ArrayDeque<>();

    /** A script ends well, with these values. */
    ScriptedSession answers(Map<String, String> values) {
        return answers(values, List.of());
    }

    ScriptedSession answers(Map<String, String> values, List<Map<String, String>> rows) {
        answers.add(new CommandResult("", values, rows, ""));
        return this;
    }

    ScriptedSession refuses(String code, Map<String, String> values) {
        answers.add(new CommandResult(code, values, List.of(), ""));
        return this;
    }

    /** The only command. */
    HostCommand command() {
        if (commands.size() != 1) {
            throw new AssertionError(commands.size() + " commands");
        }
        return commands.get(0);
    }

    /** What a command sends behind its values. */
    static String payload(HostCommand command) {
        var bytes = new ByteArrayOutputStream();
        try {
            ((HostCommand.Payload) command.input()).writer().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public HostName host() {
        return new HostName("web001");
    }

    @Override
    public CommandResult run(HostCommand command) {
        commands.add(command);
        return answers.remove();
    }

    @Override
    public HostStream open(ServiceAddress service) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
