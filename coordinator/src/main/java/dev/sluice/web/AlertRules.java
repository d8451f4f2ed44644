package dev.sluice.web;

import dev.sluice.document.Resources;

/** Rules for Prometheus on the metrics of this server. */
public final class AlertRules {
    private AlertRules() {}

    /** A file of rules in YAML, with comments. */
    public static String text() {
        return Resources.text(AlertRules.class, "alerts.yml");
    }
}
