package dev.sluice.playbook;

import dev.sluice.document.Problem;
import dev.sluice.inventory.Inventory;
import java.util.List;

/** Checks what needs both files: every selector and host that a playbook names against the inventory. */
public final class TargetCheck {
    private TargetCheck() {}

    /** Everything that does not fit, with its place in the playbook and the nearest match. */
    @SuppressWarnings("DoNotCallSuggester")
    public static List<Problem> of(PlaybookDocument playbook, Inventory inventory) {
        throw new UnsupportedOperationException(
                "not checked yet: " + playbook.index().file() + " " + inventory.name());
    }
}
