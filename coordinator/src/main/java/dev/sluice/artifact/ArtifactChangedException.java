package dev.sluice.artifact;

import java.io.IOException;

/**
 * An artifact is no longer what its manifest says. What was written until then is not a whole payload: it has no end
 * mark, and the reader has to be told that the stream is broken instead of being let to see its end.
 */
public final class ArtifactChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    ArtifactChangedException(String artifact, String what) {
        super(message(artifact, what));
    }

    ArtifactChangedException(String artifact, String what, Throwable cause) {
        super(message(artifact, what), cause);
    }

    private static String message(String artifact, String what) {
        return "artifact " + ShownText.of(artifact) + " changed after its manifest was made: " + what
                + ". The stream was left unfinished. Next: build it where nothing else writes, then start again.";
    }
}
