package dev.sluice.cli;

import dev.sluice.daemon.DaemonFile;
import dev.sluice.inventory.InventoryReference;
import dev.sluice.playbook.PlaybookReference;

/** The kinds of file that people write. */
enum DocumentKind {
    INVENTORY {
        @Override
        String schema() {
            return InventoryReference.schema();
        }

        @Override
        String reference() {
            return InventoryReference.reference();
        }
    },
    PLAYBOOK {
        @Override
        String schema() {
            return PlaybookReference.schema();
        }

        @Override
        String reference() {
            return PlaybookReference.reference();
        }
    },
    DAEMON {
        @Override
        String schema() {
            return DaemonFile.schema();
        }

        @Override
        String reference() {
            return DaemonFile.reference();
        }
    };

    /** A JSON Schema, draft-07. */
    abstract String schema();

    /** The complete commented file. */
    abstract String reference();
}
