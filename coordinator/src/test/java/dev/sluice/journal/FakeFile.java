package dev.sluice.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file that counts and, when told to, fails. */
final class FakeFile implements SyncedFile {
    private final StringBuilder written = new StringBuilder();
    private int writes;
    private int syncs;
    private boolean failWrite;
    private boolean failSync;

    String text() {
        return written.toString();
    }

    int writes() {
        return writes;
    }

    int syncs() {
        return syncs;
    }

    void failNextWrite() {
        failWrite = true;
    }

    void failNextSync() {
        failSync = true;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        writes++;
        var text = new String(bytes, StandardCharsets.US_ASCII);
        if (failWrite) {
            failWrite = false;
            written.append(text, 0, text.length() * 2 / 3);
            throw new IOException("No space left on device");
        }
        written.append(text);
    }

    @Override
    public void sync() throws IOException {
        syncs++;
        if (failSync) {
            failSync = false;
            throw new IOException("Input/output error");
        }
    }

    @Override
    public void close() {}
}
