package dev.sluice.step;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** The files of a release, as staging needs them. */
public interface ReleaseContent {
    /** One line per entry, {@code type mode size sha256 path target}, sorted by the bytes of the path. */
    String manifest();

    /** SHA-256 of the manifest's text in UTF-8, 64 lower-case hexadecimal digits. */
    String digest();

    Compression compression();

    /** Writes a tar of exactly the manifest's entries, compressed with {@link #compression()}. May be called again. */
    void writeTo(OutputStream out) throws IOException;

    /** The formats that every host can unpack. */
    enum Compression {
        NONE,
        GZIP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
