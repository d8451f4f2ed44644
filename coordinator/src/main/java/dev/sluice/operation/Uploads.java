package dev.sluice.operation;

import dev.sluice.step.ReleaseContent;
import java.util.Optional;

/**
 * What a rollout uploads, for as long as it runs.
 *
 * @param made empty where every host has the release already
 */
record Uploads(Optional<ArtifactContent> made) implements AutoCloseable {
    Optional<ReleaseContent> content() {
        return made.map(content -> content);
    }

    @Override
    public void close() {
        made.ifPresent(ArtifactContent::close);
    }
}
