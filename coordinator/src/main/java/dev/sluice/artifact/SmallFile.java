package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file beside an artifact, which another account may have written. */
final class SmallFile {
    private static final int LARGEST = 64 * 1024;

    private SmallFile() {}

    static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("it is not a file");
        }
        // By now it may be a FIFO, which would be waited for.
        try (InputStream in = Channels.newInputStream(HeldDirectory.openFile(file.toRealPath()))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it has more than " + LARGEST + " bytes");
            }
            return bytes;
        }
    }
}
