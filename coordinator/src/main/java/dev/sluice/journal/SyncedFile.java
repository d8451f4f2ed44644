package dev.sluice.journal;

import java.io.Closeable;
import java.io.IOException;

/** A file that is only appended to. */
interface SyncedFile extends Closeable {
    void write(byte[] bytes) throws IOException;

    /** Returns when everything that was written will survive a loss of power. */
    void sync() throws IOException;
}
