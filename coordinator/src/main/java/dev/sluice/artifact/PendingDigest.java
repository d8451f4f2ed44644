package dev.sluice.artifact;

import java.io.IOException;

/** The digest of a file that may still be read. */
interface PendingDigest {
    /**
     * Waits for it.
     *
     * @throws IOException where the file cannot be read
     * @throws InvalidArtifactException where the whole source is damaged or too large
     */
    FileDigest await() throws IOException;
}
