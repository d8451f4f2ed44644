package dev.sluice.cli;

import dev.sluice.web.AlertRules;
import java.util.function.Supplier;

/** What is printed as a complete commented file. */
enum DocsTopic {
    INVENTORY(DocumentKind.INVENTORY::reference),
    PLAYBOOK(DocumentKind.PLAYBOOK::reference),
    DAEMON(DocumentKind.DAEMON::reference),
    /** For Prometheus. */
    ALERTS(AlertRules::text);

    private final Supplier<String> text;

    DocsTopic(Supplier<String> text) {
        this.text = text;
    }

    String text() {
        return text.get();
    }
}
