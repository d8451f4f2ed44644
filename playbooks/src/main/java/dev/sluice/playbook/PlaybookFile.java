package dev.sluice.playbook;

import dev.sluice.document.Document;
import dev.sluice.document.DocumentSchema;
import dev.sluice.document.InvalidDocumentException;
import java.nio.file.Path;
import java.util.List;

/** Reads a playbook. */
public final class PlaybookFile {
    private static final DocumentSchema SCHEMA = DocumentSchema.of(PlaybookReference.schema());

    private PlaybookFile() {}

    /**
     * Reads and checks the file alone; it connects to no host and resolves no secret. What needs the inventory too is checked by {@link TargetCheck}.
     *
     * @throws dev.sluice.document.InvalidDocumentException with everything that is wrong
     */
    public static PlaybookDocument read(Path file) {
        var document = Document.read(file, SCHEMA);
        var playbook = PlaybookReader.playbook(document.root());
        document.problems().throwIfAny();
        return new PlaybookDocument(playbook, document.index());
    }

    /** Who is notified by a file that has errors elsewhere; empty where it cannot be read at all. */
    public static List<Notification> notifications(Path file) {
        try {
            return PlaybookReader.notifications(Document.read(file, SCHEMA).root()).stream()
                    .filter(Notification::hasWay)
                    .toList();
        } catch (InvalidDocumentException unreadable) {
            return List.of();
        }
    }
}
