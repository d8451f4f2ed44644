package dev.sluice.artifact;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What has to vouch for an artifact before a byte of it is parsed.
 *
 * @param signedBy PEM file of the public key whose owner has to have signed it, in {@code NAME.sig}
 */
public record Provenance(Digest digest, Optional<Path> signedBy) {
    /** When {@code NAME.sha256} beside an artifact is checked. */
    public enum Digest {
        /** A file that is there has to be right. */
        WHEN_THERE,
        /** It has to be there too. */
        REQUIRED
    }

    /** Only what is there is checked. */
    public static Provenance unasked() {
        return new Provenance(Digest.WHEN_THERE, Optional.empty());
    }
}
