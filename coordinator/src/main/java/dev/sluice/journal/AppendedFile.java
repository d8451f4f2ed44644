package dev.sluice.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** A file of the operating system. It is a stream and not a channel, because an interrupt of the writing thread would close a channel permanently. */
final class AppendedFile implements SyncedFile {
    private final FileOutputStream out;

    AppendedFile(Path file) throws IOException {
        out = new FileOutputStream(file.toFile(), true);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public void sync() throws IOException {
        out.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
