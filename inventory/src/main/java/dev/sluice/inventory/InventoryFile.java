package dev.sluice.inventory;

import java.nio.file.Path;

/** Reads an inventory. */
public final class InventoryFile {
    private InventoryFile() {}

    /**
     * Reads and checks the whole file; no host is touched and no secret resolved.
     *
     * @throws dev.sluice.document.InvalidDocumentException with everything that is wrong
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static InventoryDocument read(Path file) {
        throw new UnsupportedOperationException("not read yet: " + file);
    }
}
