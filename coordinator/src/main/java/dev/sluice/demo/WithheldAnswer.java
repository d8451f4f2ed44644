package dev.sluice.demo;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Passes whole lines on, but not the closing line of a host script. */
final class WithheldAnswer extends FilterOutputStream {
    private static final Pattern CLOSING_LINE = Pattern.compile("\\S+ (OK|ERR)\\b[^\\n]*\\n");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    WithheldAnswer(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public void write(int next) throws IOException {
        line.write(next);
        if (next == '\n') {
            passOn();
        }
    }

    private void passOn() throws IOException {
        if (!CLOSING_LINE.matcher(line.toString(StandardCharsets.UTF_8)).matches()) {
            line.writeTo(out);
        }
        line.reset();
    }
}
