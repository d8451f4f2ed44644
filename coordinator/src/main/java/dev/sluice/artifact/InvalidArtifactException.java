package dev.sluice.artifact;

/**
 * An artifact cannot be released. The message names the artifact, everything that is wrong with it at once, and what to
 * do; names from the artifact are shown with control characters escaped. Nothing was sent anywhere.
 */
public final class InvalidArtifactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidArtifactException(String message) {
        super(message);
    }

    InvalidArtifactException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@code what} is wrong with the whole artifact, and {@code next} corrects it. */
    static InvalidArtifactException of(String artifact, String what, String next) {
        return new InvalidArtifactException(
                "artifact " + ShownText.of(artifact) + " cannot be released: " + what + ". Next: " + next + ".");
    }

    /** {@code what} it has is more than the limits allow. */
    static InvalidArtifactException tooLarge(String artifact, String what) {
        return of(artifact, "it has " + what, "exclude what the site does not need (release.exclude), or split it");
    }
}
