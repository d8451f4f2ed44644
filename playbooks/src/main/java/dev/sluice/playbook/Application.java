package dev.sluice.playbook;

import dev.sluice.document.Resources;
import java.util.Locale;

/** An application whose layout {@code sluice init} knows, as its documentation describes it. */
public enum Application {
    /** PHP without a framework, its web root in {@code public}. */
    PLAIN,
    SYMFONY,
    LARAVEL,
    WORDPRESS,
    MEDIAWIKI,
    DOKUWIKI;

    private static final String HEALTH = "\nhealth:\n";

    /** The sections {@code release} and {@code tasks} of its playbook, with {@code {path}} for the site's directory. */
    public String release() {
        return text().substring(0, text().indexOf(HEALTH) + 1);
    }

    /** The section {@code health}, and the web server's lines as a comment, with {@code {path}} for the site's directory. */
    public String health() {
        return text().substring(text().indexOf(HEALTH) + 1);
    }

    private String text() {
        return Resources.text(Application.class, "/init/" + this + ".yml");
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
