package dev.sluice.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/**
 * The script at the start of a command's input: a random line, the script's lines, and that line again.
 *
 * @param script empty where it was not requested
 * @param input the whole input, the script included
 */
record ScriptHeader(String script, InputStream input) {
    /** Reads no further than the script's end, so that a client that waits for its answer receives one. */
    static ScriptHeader read(InputStream input) throws IOException {
        var head = new ByteArrayOutputStream();
        var boundary = readLine(input, head);
        var line = readLine(input, head);
        while (!line.equals(boundary) && !line.isEmpty()) {
            line = readLine(input, head);
        }
        var rest = new SequenceInputStream(new ByteArrayInputStream(head.toByteArray()), input);
        return new ScriptHeader(head.toString(StandardCharsets.UTF_8), rest);
    }

    /** A line with its end; empty at the end of input. */
    private static String readLine(InputStream input, ByteArrayOutputStream head) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0; next = input.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        line.writeTo(head);
        return line.toString(StandardCharsets.UTF_8);
    }
}
