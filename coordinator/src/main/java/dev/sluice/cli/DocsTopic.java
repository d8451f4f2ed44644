package dev.sluice.cli;

import dev.sluice.web.AlertRules;

/** What is printed as a complete commented file. */
enum DocsTopic {
    INVENTORY,
    PLAYBOOK,
    DAEMON,
    /** For Prometheus. */
    ALERTS;

    String text() {
        return switch (this) {
            case INVENTORY -> DocumentKind.INVENTORY.reference();
            case PLAYBOOK -> DocumentKind.PLAYBOOK.reference();
            case DAEMON -> DocumentKind.DAEMON.reference();
            case ALERTS -> AlertRules.text();
        };
    }
}
