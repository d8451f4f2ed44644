package dev.sluice.web;

import dev.sluice.artifact.ArtifactLocation.Local;

/** The artifacts that a caller may name: uploads, files below the directories of artifacts, and https addresses with a digest. */
public final class ServedArtifacts {
    private final ArtifactRoots roots;
    private final Uploads uploads;

    public ServedArtifacts(ArtifactRoots roots, Uploads uploads) {
        this.roots = roots;
        this.uploads = uploads;
    }

    /**
     * What a command in this process receives for it.
     *
     * @throws IllegalArgumentException with why it may not be used, to follow the text
     */
    public String usable(String text) {
        if (text.startsWith(Uploads.SCHEME)) {
            return uploads.file(text).toString();
        }
        // An address loses its digest when it is printed.
        return roots.location(text) instanceof Local local ? local.path().toString() : text;
    }
}
