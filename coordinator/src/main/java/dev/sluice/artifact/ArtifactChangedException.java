package dev.sluice.artifact;

import java.io.IOException;

/**
 * An artifact no longer matches its manifest. What was written until then is not a complete payload: it has no end mark, and the reader must be
 * informed that the stream is broken, instead of reaching its end.
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
