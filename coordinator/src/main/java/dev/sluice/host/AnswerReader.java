package dev.sluice.host;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of a host script's answer in a host's output: those that begin with the nonce. All others, such as banners and the
 * output of a login shell's own files, are ignored.
 */
final class AnswerReader {
    private static final String OUT = " OUT ";
    private static final int NOISE_CHARS = 200;
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,40}");

    private final String nonce;
    private final InputStream in;
    private final OutputListener output;
    private final StringBuilder noise = new StringBuilder();
    private int total;
    private int totalOutput;
    private int rows;
    private boolean started;

    AnswerReader(String nonce, InputStream in, OutputListener output) {
        this.nonce = nonce;
        this.in = new BufferedInputStream(in);
        this.output = output;
    }

    /**
     * The next line of the answer; empty at the end of the stream.
     *
     * @throws BadAnswerException when it is not an answer, or exceeds a limit
     * @throws IOException when the stream fails
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
            started = true;
            var frame = frame(words);
            if (frame.isPresent()) {
                return frame;
            }
        }
    }

    /** Counted separately: it is passed on, and not kept. */
    private void hear(String encoded) throws IOException {
        total -= encoded.length();
        totalOutput += encoded.length();
        if (totalOutput > AnswerLimits.OUTPUT_BYTES) {
            throw new BadAnswerException(
                    "the host passed on more than " + AnswerLimits.OUTPUT_BYTES + " bytes of output");
        }
        output.wrote(PercentText.bytes(encoded));
    }

    /** Whether the script ran at all. */
    boolean started() {
        return started;
    }

    /** The beginning of what was ignored, safe to print. */
    String noise() {
        return noise.toString().strip();
    }

    private Optional<Frame> frame(String[] words) throws BadAnswerException {
        return switch (words[1]) {
            case "BEGIN", "ALIVE" -> Optional.empty();
            case "ROW" -> Optional.of(row(words));
            case "READY" -> Optional.of(new Frame(Frame.Kind.READY, "", values(words, 2)));
            case "OK" -> Optional.of(new Frame(Frame.Kind.OK, "", values(words, 2)));
            case "ERR" -> Optional.of(new Frame(Frame.Kind.ERR, code(words), values(words, 3)));
            default -> throw new BadAnswerException("a line of it does not begin with a keyword of an answer");
        };
    }

    private Frame row(String[] words) throws BadAnswerException {
        if (++rows > AnswerLimits.ROWS) {
            throw new BadAnswerException("it has more than " + AnswerLimits.ROWS + " rows");
        }
        return new Frame(Frame.Kind.ROW, "", values(words, 2));
    }

    private static String code(String[] words) throws BadAnswerException {
        if (words.length < 3 || !CODE.matcher(words[2]).matches()) {
            throw new BadAnswerException("an error in it has no code");
        }
        return words[2];
    }

    private static Map<String, String> values(String[] words, int from) throws BadAnswerException {
        if (words.length - from > AnswerLimits.FIELDS) {
            throw new BadAnswerException("a line of it has more than " + AnswerLimits.FIELDS + " values");
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = from; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0 || !KEY.matcher(words[i].substring(0, equals)).matches()) {
                throw new BadAnswerException("a value in it has no name");
            }
            var key = words[i].substring(0, equals);
            if (values.put(key, value(key, words[i].substring(equals + 1))) != null) {
                throw new BadAnswerException(key + " is in it twice");
            }
        }
        return values;
    }

    /** A NUL is in no name, path or text of a host, and could not be sent back to one. */
    private static String value(String key, String encoded) throws BadAnswerException {
        var value = PercentText.decode(encoded);
        if (value.indexOf('\0') >= 0) {
            throw new BadAnswerException(key + " has a NUL character");
        }
        return value;
    }

    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                // Half a line is not an answer: the output ended in the middle of it.
                remember(line.toString(StandardCharsets.ISO_8859_1));
                return null;
            }
            if (++total > AnswerLimits.TOTAL_BYTES) {
                throw new BadAnswerException("the host wrote more than " + AnswerLimits.TOTAL_BYTES + " bytes");
            }
            if (line.size() <= AnswerLimits.LINE_BYTES) {
                line.write(b);
            }
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        if (line.size() > AnswerLimits.LINE_BYTES && text.startsWith(nonce)) {
            throw new BadAnswerException("the host wrote a line of more than " + AnswerLimits.LINE_BYTES + " bytes");
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
