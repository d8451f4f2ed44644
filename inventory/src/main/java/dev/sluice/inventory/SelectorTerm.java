package dev.sluice.inventory;

import dev.sluice.document.NearMatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One term of a selector, such as {@code web*}, {@code canary} or {@code env=prod}. */
final class SelectorTerm {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_.*-]+|[A-Za-z0-9_.-]+=[A-Za-z0-9_.:/-]+");

    private final String text;
    private final Predicate<Host> rule;

    private SelectorTerm(String text, Predicate<Host> rule) {
        this.text = text;
        this.rule = rule;
    }

    static SelectorTerm parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "a term is missing; a selector is a name with *, a group, label=value or !term, joined by , or &");
        }
        if (text.startsWith("@")) {
            throw new IllegalArgumentException(NearMatch.shown(text) + " names a file, which cannot be read here");
        }
        if (!LEGAL.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + NearMatch.shown(text)
                    + "\" is no term of a selector; a term is a name with *, a group, label=value or !term");
        }
        return new SelectorTerm(text, rule(text));
    }

    private static Predicate<Host> rule(String text) {
        var equals = text.indexOf('=');
        if (equals > 0) {
            var label = text.substring(0, equals);
            var value = text.substring(equals + 1);
            return host -> value.equals(host.labels().get(label));
        }
        if (text.indexOf('*') < 0) {
            return host -> host.name().value().equals(text) || host.groups().contains(text);
        }
        var glob = Pattern.compile(text.replace(".", "\\.").replaceAll("\\*+", ".*"));
        return host -> glob.matcher(host.name().value()).matches();
    }

    boolean matches(Host host) {
        return rule.test(host);
    }

    @Override
    public String toString() {
        return text;
    }
}
