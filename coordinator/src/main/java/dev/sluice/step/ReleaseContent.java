package dev.sluice.step;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.function.LongConsumer;

/** The files of a release, as staging needs them. */
public interface ReleaseContent {
    /** Of a tar, in bytes. */
    int BLOCK = 512;

    /** One line per entry, {@code type mode size sha256 path target}, sorted by the bytes of the path. */
    String manifest();

    /** SHA-256 of the manifest's text in UTF-8, 64 lower-case hexadecimal digits. */
    String digest();

    Compression compression();

    /** Writes a tar of exactly the manifest's entries, compressed with {@link #compression()}. May be called again. */
    void writeTo(OutputStream out) throws IOException;

    /**
     * The same, with a listener for the bytes of the tar before its compression.
     *
     * @param written is given their number so far, often
     */
    default void writeTo(OutputStream out, LongConsumer written) throws IOException {
        writeTo(out);
    }

    /** How many bytes the tar has, nearly: each entry has a header, and files fill whole blocks. */
    default long tarBytes() {
        return manifest().lines().mapToLong(ReleaseContent::tarBytes).sum();
    }

    private static long tarBytes(String entry) {
        var fields = entry.split(" ", 4);
        var size = fields[0].equals("f") ? Long.parseLong(fields[2]) : 0;
        return BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** The formats that every host can unpack. */
    enum Compression {
        NONE,
        GZIP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
