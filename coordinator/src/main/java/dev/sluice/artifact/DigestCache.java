package dev.sluice.artifact;

import java.util.Optional;

/** Port: what earlier readings of artifacts found. Where it is lost, the next reading takes longer, and nothing else changes. */
public interface DigestCache {
    /** The text that was kept for this key last; empty where there is none, or it is not as it was written. */
    Optional<String> read(String key);

    /** Keeps a text for the next reading, or not, where that is not possible. */
    void write(String key, String text);

    /** Keeps nothing. */
    static DigestCache none() {
        return new DigestCache() {
            @Override
            public Optional<String> read(String key) {
                return Optional.empty();
            }

            @Override
            public void write(String key, String text) {
                // The next reading reads all of it.
            }
        };
    }
}
