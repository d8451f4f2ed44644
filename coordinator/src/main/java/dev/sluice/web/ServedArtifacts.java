package dev.sluice.web;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.ArtifactLocation.Local;

/** The artifacts that a caller may name: uploads, files below the directories of artifacts, and https addresses with a digest. */
public final class ServedArtifacts {
    private final ArtifactRoots roots;
    private final Uploads uploads;

    public ServedArtifacts(ArtifactRoots roots, Uploads uploads) {
        this.roots = roots;
        this.uploads = uploads;
    }

    /** @throws IllegalArgumentException with why it may not be used, to follow the text */
    ArtifactLocation location(String text) {
        return text.startsWith(Uploads.SCHEME) ? new Local(uploads.file(text)) : roots.location(text);
    }

    /**
     * The same for a command in this process, as it is given on the command line.
     *
     * @throws IllegalArgumentException with why it may not be used, to follow the text
     */
    public String usable(String text) {
        // An address loses its digest when it is printed.
        return location(text) instanceof Local local ? local.path().toString() : text;
    }
}
