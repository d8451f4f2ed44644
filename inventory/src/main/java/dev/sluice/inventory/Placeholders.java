package dev.sluice.inventory;

import dev.sluice.document.NearMatch;
import dev.sluice.document.Problems;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code {host}}, {@code {group}} and {@code {address}}; values are names by then and cannot contain anything else. */
final class Placeholders {
    private static final Pattern ANY = Pattern.compile("\\{([^{}]*)}|[{}]");
    private static final List<String> KNOWN = List.of("host", "group", "address");

    private final Mention entry;
    private final String address;
    private final Problems problems;

    Placeholders(Mention entry, String address, Problems problems) {
        this.entry = entry;
        this.address = address;
        this.problems = problems;
    }

    /** The text for this host; an unknown placeholder is a problem where the text is written. */
    String replace(Leaf leaf) {
        var match = ANY.matcher(leaf.text());
        var result = new StringBuilder();
        while (match.find()) {
            var name = match.group(1) == null ? "" : match.group(1);
            if (!KNOWN.contains(name)) {
                problems.value(
                        leaf.at(),
                        NearMatch.shown(match.group()) + " is no placeholder" + NearMatch.hint(name, KNOWN)
                                + "; known are {host}, {group} and {address}");
            }
            match.appendReplacement(result, Matcher.quoteReplacement(value(name)));
        }
        return match.appendTail(result).toString();
    }

    /** The same where an IPv6 address needs brackets. */
    String replaceInUrl(Leaf leaf) {
        var bracketed = address.contains(":") ? "[" + address + "]" : address;
        return new Placeholders(entry, bracketed, problems).replace(leaf);
    }

    private String value(String name) {
        if (name.equals("group")) {
            return entry.group();
        }
        return name.equals("address") ? address : entry.host().value();
    }
}
