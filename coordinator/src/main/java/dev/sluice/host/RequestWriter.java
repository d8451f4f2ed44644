package dev.sluice.host;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes what a host script reads: the script itself, its values, and its payload or GO. */
final class RequestWriter implements Runnable {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final int BUFFER_BYTES = 65_536;

    private final HostCommand command;
    private final String nonce;
    private final Stdin stdin;
    private final OutputStream buffered;
    private final byte[] header;
    private volatile @Nullable Exception failedSource;
    private volatile String sentState = "";

    RequestWriter(HostCommand command, String nonce, OutputStream stdin) {
        this.command = command;
        this.nonce = nonce;
        this.stdin = new Stdin(stdin);
        this.buffered = new BufferedOutputStream(this.stdin, BUFFER_BYTES);
        this.header = header(command, nonce);
        if (command.input() instanceof HostCommand.Confirmed) {
            sentState = ", before it received GO: nothing was changed";
        }
    }

    /** Writes all but the consent. A host that stops reading is not a failure here: its answer, or the lack of one, is. */
    @Override
    public void run() {
        try {
            buffered.write(header);
            buffered.flush();
            if (command.input() instanceof HostCommand.Payload payload) {
                payload.writer().writeTo(buffered);
            }
            if (!(command.input() instanceof HostCommand.Confirmed)) {
                buffered.close();
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** Sends GO or NO to the host. */
    void consent(boolean given) {
        if (given) {
            sentState = ", after GO was sent: its effect is unknown";
        }
        try {
            buffered.write((nonce + (given ? " GO\n" : " NO\n")).getBytes(StandardCharsets.US_ASCII));
            buffered.close();
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Why the payload could not be made, if that is what ended it. */
    Optional<Exception> failedSource() {
        return Optional.ofNullable(failedSource);
    }

    /** What a lost connection means for the host's state, to end a sentence with. */
    String sentState() {
        return sentState;
    }

    /** Ends the input in this case too, or the host would wait for the rest; it checks digests, so half a payload does no harm. */
    private void fail(Exception e) {
        if (!stdin.refused) {
            failedSource = e;
        }
        try {
            stdin.close();
        } catch (IOException alreadyGone) {
            e.addSuppressed(alreadyGone);
        }
    }

    private static byte[] header(HostCommand command, String nonce) {
        var script = command.script().sent();
        var text = new StringBuilder(nonce).append('\n');
        text.append(script.getBytes(StandardCharsets.UTF_8).length).append('\n').append(script);
        text.append(nonce).append('\n');
        new TreeMap<>(command.values()).forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("not a key of a host script: " + key);
            }
            text.append(key).append('=').append(PercentText.encode(value)).append('\n');
        });
        return text.append(nonce).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Remembers that the host's side refused bytes, to distinguish that from a failure of the payload. */
    private static final class Stdin extends FilterOutputStream {
        private volatile boolean refused;

        Stdin(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                refused = true;
                throw e;
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                refused = true;
                throw e;
            }
        }
    }
}
