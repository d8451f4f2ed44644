package dev.sluice.step;

import dev.sluice.artifact.EntryRanges;
import dev.sluice.artifact.PayloadCompression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** The files of a release, as staging needs them. Used by many hosts side by side. */
public interface ReleaseContent {
    /** SHA-256 of the manifest's text in UTF-8, 64 lower-case hexadecimal digits. */
    String digest();

    /** Entries of the manifest, one a line. */
    int lines();

    /** Writes the manifest's text: one line per entry, {@code type mode size sha256 path target}, sorted by the bytes of the path. */
    void writeManifest(OutputStream out) throws IOException;

    /** Writes what a staging begins with, compressed: the endpoint's PHP file, then the manifest's text. */
    default void writeBeginning(OutputStream out, EndpointFiles endpoint, PayloadCompression compression)
            throws IOException {
        // Closed only when it is complete: a part must not pass for the whole.
        var packed = compression.over(out);
        packed.write(endpoint.bytes());
        writeManifest(packed);
        packed.close();
    }

    /**
     * Writes a tar of some entries, compressed. May be called again.
     *
     * @param written is given the number of bytes of the tar so far, before its compression, often
     */
    void writeTo(OutputStream out, EntryRanges entries, PayloadCompression compression, LongConsumer written)
            throws IOException;

    /** How many bytes such a tar has before its compression, nearly: each entry has a header, and files fill whole blocks. */
    long tarBytes(EntryRanges entries);
}
