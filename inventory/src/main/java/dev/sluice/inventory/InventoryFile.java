package dev.sluice.inventory;

import dev.sluice.document.Document;
import dev.sluice.document.DocumentSchema;
import java.nio.file.Path;

/** Reads an inventory. */
public final class InventoryFile {
    private static final DocumentSchema SCHEMA = DocumentSchema.of(InventoryReference.schema());

    private InventoryFile() {}

    /**
     * Reads and checks the whole file; it connects to no host and resolves no secret.
     *
     * @throws dev.sluice.document.InvalidDocumentException with everything that is wrong
     */
    public static InventoryDocument read(Path file) {
        var document = Document.read(file, SCHEMA);
        var inventory = new InventoryReader(document).inventory();
        document.problems().throwIfAny();
        return new InventoryDocument(inventory, document.index());
    }
}
