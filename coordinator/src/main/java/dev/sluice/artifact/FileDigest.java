package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What is known of the content of a file that was read to its end.
 *
 * @param sha256 hexadecimal
 * @param marks see {@link ContentDigest}
 */
record FileDigest(long size, String sha256, List<String> marks) {
    private static final int BUFFER = 1 << 16;

    FileDigest {
        marks = List.copyOf(marks);
    }

    /** Reads all of {@code content}, which the caller closes. */
    static FileDigest of(InputStream content, long expected, ContentVolume volume) throws IOException {
        ContentDigest digest = new ContentDigest();
        byte[] buffer = new byte[(int) Math.max(1, Math.min(expected, BUFFER))];
        long size = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, read);
            size += read;
            volume.add(read);
        }
        return new FileDigest(size, digest.sha256(), digest.marks());
    }

    /** Of an archive's entry, whose size is known at its end. */
    static FileDigest of(InputStream content, ContentVolume volume) throws IOException {
        return of(content, BUFFER, volume);
    }
}
