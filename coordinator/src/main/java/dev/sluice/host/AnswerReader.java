package dev.sluice.host;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of a host script's answer in what a host writes: those that begin with the nonce. All others, such as banners and the
 * output of a login shell's own files, are ignored.
 */
final class AnswerReader {
    /** Of one line of an answer; an ignored line may be longer. */
    static final int LINE_BYTES = 262_144;

    /** Of all that a host writes in one conversation. */
    static final int TOTAL_BYTES = 16_777_216;

    /** Of the output of a program that a script hands on: ten megabytes, of which every byte may be encoded as three. */
    static final int OUTPUT_BYTES = 50_331_648;

    private static final String OUT = " OUT ";
    private static final int NOISE_CHARS = 200;

    private final String nonce;
    private final InputStream in;
    private final OutputListener output;
    private final StringBuilder noise = new StringBuilder();
    private int total;
    private int totalOutput;
    private boolean begun;

    AnswerReader(String nonce, InputStream in, OutputListener output) {
        this.nonce = nonce;
        this.in = new BufferedInputStream(in);
        this.output = output;
    }

    /**
     * The next line of the answer; empty at the end of the stream.
     *
     * @throws IOException when the stream fails, or gives more than it may
     */
    Optional<Frame> next() throws IOException {
        while (true) {
            var line = line();
            if (line == null) {
                return Optional.empty();
            }
            if (line.startsWith(nonce + OUT)) {
                hear(line.substring(nonce.length() + OUT.length()));
                continue;
            }
            var words = line.split(" ", -1);
            if (words.length < 2 || !words[0].equals(nonce)) {
                remember(line);
                continue;
            }
            begun = true;
            var frame = frame(words);
            if (frame.isPresent()) {
                return frame;
            }
        }
    }

    /** Counted apart: it is handed on, and not kept. */
    private void hear(String encoded) throws IOException {
        total -= encoded.length();
        totalOutput += encoded.length();
        if (totalOutput > OUTPUT_BYTES) {
            throw new IOException("the host handed on more than " + OUTPUT_BYTES + " bytes of output");
        }
        output.wrote(PercentText.bytes(encoded));
    }

    /** Whether the script ran at all. */
    boolean begun() {
        return begun;
    }

    /** The beginning of what was ignored, harmless to print. */
    String noise() {
        return noise.toString().strip();
    }

    private static Optional<Frame> frame(String[] words) {
        return switch (words[1]) {
            case "ROW" -> Optional.of(new Frame(Frame.Kind.ROW, "", values(words, 2)));
            case "READY" -> Optional.of(new Frame(Frame.Kind.READY, "", Map.of()));
            case "OK" -> Optional.of(new Frame(Frame.Kind.OK, "", values(words, 2)));
            case "ERR" ->
                Optional.of(new Frame(Frame.Kind.ERR, words.length > 2 ? words[2] : "failed", values(words, 3)));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> values(String[] words, int from) {
        var values = new LinkedHashMap<String, String>();
        for (int i = from; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals > 0) {
                values.put(words[i].substring(0, equals), PercentText.decode(words[i].substring(equals + 1)));
            }
        }
        return values;
    }

    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                // Half a line is no answer: the end came in the middle of it.
                remember(line.toString(StandardCharsets.ISO_8859_1));
                return null;
            }
            if (++total > TOTAL_BYTES) {
                throw new IOException("the host wrote more than " + TOTAL_BYTES + " bytes");
            }
            if (line.size() <= LINE_BYTES) {
                line.write(b);
            }
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        if (line.size() > LINE_BYTES && text.startsWith(nonce)) {
            throw new IOException("the host wrote a line of more than " + LINE_BYTES + " bytes");
        }
        return text;
    }

    private void remember(String line) {
        if (noise.length() < NOISE_CHARS) {
            var harmless = line.replaceAll("[^\\x20-\\x7e]", " ");
            noise.append(harmless, 0, Math.min(harmless.length(), NOISE_CHARS)).append(' ');
        }
    }
}
