package dev.sluice.artifact;

import java.util.concurrent.atomic.AtomicLong;

/** The content that was read so far, by any thread, within the limit of an artifact. */
final class ContentVolume {
    private final String artifact;
    private final long limit;
    private final AtomicLong bytes = new AtomicLong();

    ContentVolume(String artifact, ArtifactLimits limits) {
        this.artifact = artifact;
        this.limit = limits.bytes();
    }

    /** @throws InvalidArtifactException where it is more than the limit */
    void add(long more) {
        if (bytes.addAndGet(more) > limit) {
            throw InvalidArtifactException.tooLarge(artifact, "more than " + limit + " bytes of content");
        }
    }
}
