package dev.sluice.artifact;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What must verify an artifact before a byte of it is parsed.
 *
 * @param signedBy PEM file of the public key that its signature in {@code NAME.sig} must be of
 */
public record Provenance(Digest digest, Optional<Path> signedBy) {
    /** When {@code NAME.sha256} beside an artifact is checked. */
    public enum Digest {
        /** If the file exists, it must match. */
        WHEN_THERE,
        /** The file must exist and match. */
        REQUIRED
    }

    /** Only existing files are checked. */
    public static Provenance unasked() {
        return new Provenance(Digest.WHEN_THERE, Optional.empty());
    }
}
