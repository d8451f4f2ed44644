package dev.sluice.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a source, entry by entry, in constant memory. A source that is damaged as a whole throws
 * {@link InvalidArtifactException}; {@link IOException} concerns the one entry.
 */
interface EntryReading extends Closeable {
    /** Null at the end, when the whole source is known to be sound. */
    @Nullable
    FoundEntry next();

    /** Content of the file that {@link #next()} gave last; the caller closes it. */
    InputStream content() throws IOException;

    /**
     * Reads the file that {@link #next()} gave last, maybe beside what is read next.
     *
     * @param volume counts its bytes
     */
    default PendingDigest digest(ContentVolume volume) {
        try (InputStream content = content()) {
            FileDigest digest = FileDigest.of(content, volume);
            return () -> digest;
        } catch (IOException e) {
            return () -> {
                throw e;
            };
        }
    }

    /** Skips the entry that {@link #next()} gave last, and everything below it. */
    void prune();
}
