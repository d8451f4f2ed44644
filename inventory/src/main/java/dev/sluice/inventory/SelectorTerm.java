package dev.sluice.inventory;

import dev.sluice.document.NearMatch;
import java.util.regex.Pattern;

/** One term of a selector, such as {@code web*}, {@code canary} or {@code env=prod}. */
record SelectorTerm(String text) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.*-]+|[A-Za-z0-9_.-]+=[A-Za-z0-9_.:/-]+");

    static SelectorTerm parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "a term is missing; a selector is a name with *, a group, label=value or !term, joined by , or &");
        }
        if (!LEGAL.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + NearMatch.shown(text)
                    + "\" is no term of a selector; a term is a name with *, a group, label=value or !term");
        }
        return new SelectorTerm(text);
    }

    boolean matches(Host host) {
        var equals = text.indexOf('=');
        if (equals > 0) {
            return text.substring(equals + 1).equals(host.labels().get(text.substring(0, equals)));
        }
        return host.groups().contains(text)
                || glob().matcher(host.name().value()).matches();
    }

    private Pattern glob() {
        return Pattern.compile(text.replace(".", "\\.").replace("*", ".*"));
    }
}
