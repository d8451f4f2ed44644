package dev.sluice.paper;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The host's side of one run of a script: what was sent, and the lines of the answer. */
final class Conversation {
    private final InputStream input;
    private final OutputStream output;
    private final String nonce;
    private final String script;
    private final Map<String, String> values = new HashMap<>();

    private Conversation(InputStream input, OutputStream output) throws IOException {
        this.input = input;
        this.output = output;
        this.nonce = line();
        line(); // the script's length, for shells
        this.script = readScript();
        for (var line = line(); !line.equals(nonce); line = line()) {
            var parts = line.split("=", 2);
            values.put(parts[0], PaperText.decode(parts[1]));
        }
    }

    /** Reads as far as the values go, and says that it began. */
    static Conversation begin(InputStream input, OutputStream output) throws IOException {
        var conversation = new Conversation(input, output);
        conversation.write("\n" + conversation.nonce + " BEGIN\n");
        return conversation;
    }

    private String readScript() throws IOException {
        var text = new StringBuilder();
        for (var line = line(); !line.equals(nonce); line = line()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the request ends in the middle");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The text that was sent for execution. */
    String script() {
        return script;
    }

    String value(String key) throws Refusal {
        var value = values.get(key);
        if (value == null) {
            throw new Refusal("usage", Map.of("missing", key));
        }
        return value;
    }

    /** Whether it was given, and is not empty. */
    boolean has(String key) {
        return !values.getOrDefault(key, "").isEmpty();
    }

    /** A value that is a list, one a line. */
    List<String> lines(String key) throws Refusal {
        return value(key).lines().filter(line -> !line.isEmpty()).toList();
    }

    /** What follows the values, to the end. */
    byte[] payload() throws IOException {
        return input.readAllBytes();
    }

    void row(Map<String, String> row) throws IOException {
        say("ROW", row);
    }

    /** Says READY, and returns when it was told to go. */
    void awaitGo() throws IOException, Refusal {
        say("READY", Map.of());
        String word;
        try {
            word = line();
        } catch (EOFException gone) {
            throw new Refusal("no-go", Map.of());
        }
        if (!word.equals(nonce + " GO")) {
            throw new Refusal(word.equals(nonce + " NO") ? "declined" : "no-go", Map.of());
        }
    }

    void succeed(Map<String, String> answer) throws IOException {
        say("OK", answer);
    }

    void refuse(Refusal refusal) throws IOException {
        say("ERR " + refusal.code(), refusal.values());
    }

    private void say(String word, Map<String, String> said) throws IOException {
        var line = new StringBuilder(nonce).append(' ').append(word);
        new TreeMap<>(said)
                .forEach(
                        (key, value) -> line.append(' ').append(key).append('=').append(PaperText.encode(value)));
        write(line.append('\n').toString());
    }

    private void write(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.US_ASCII));
        output.flush();
    }
}
