package dev.sluice.playbook;

import java.nio.file.Path;

/** Reads a playbook. */
public final class PlaybookFile {
    private PlaybookFile() {}

    /**
     * Reads and checks the whole file by itself; no host is touched and no secret resolved.
     *
     * @throws dev.sluice.document.InvalidDocumentException with everything that is wrong
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static PlaybookDocument read(Path file) {
        throw new UnsupportedOperationException("not read yet: " + file);
    }
}
