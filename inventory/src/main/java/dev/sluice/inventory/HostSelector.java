package dev.sluice.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Chooses hosts: {@code canary, web & env=prod, !web07}. {@code ,} is "or", {@code &} binds tighter, and a {@code !term}
 * removes its hosts from the whole choice; with nothing but {@code !terms} the choice is made among all hosts. A term is a
 * host's name in which {@code *} matches anything, a group's name, or {@code label=value}. Two selectors are equal when
 * their texts are.
 */
public final class HostSelector {
    private final String text;
    private final List<List<SelectorTerm>> parts;
    private final List<SelectorTerm> taken;

    private HostSelector(String text, List<List<SelectorTerm>> parts, List<SelectorTerm> taken) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.taken = List.copyOf(taken);
    }

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static HostSelector parse(String text) {
        var parts = new ArrayList<List<SelectorTerm>>();
        var taken = new ArrayList<SelectorTerm>();
        for (var part : text.split(",", -1)) {
            var all = new ArrayList<SelectorTerm>();
            for (var word : part.split("&", -1)) {
                var term = word.strip();
                if (term.startsWith("!")) {
                    taken.add(SelectorTerm.parse(term.substring(1).strip()));
                } else {
                    all.add(SelectorTerm.parse(term));
                }
            }
            if (!all.isEmpty()) {
                parts.add(List.copyOf(all));
            }
        }
        return new HostSelector(text.strip(), parts, taken);
    }

    /**
     * Reads selectors that together are one, each one more "or"; {@code @FILE}, which has one name a line, is replaced by its
     * names, so that the result no longer needs the file.
     *
     * @param directory where relative files start
     * @throws IllegalArgumentException with a message for the user
     */
    public static HostSelector parse(List<String> items, Path directory) {
        var files = new HostListFile(directory);
        return parse(items.stream().map(files::expand).collect(Collectors.joining(", ")));
    }

    /** Whether this host is chosen. */
    public boolean matches(Host host) {
        return taken.stream().noneMatch(term -> term.matches(host))
                && (parts.isEmpty() || parts.stream().anyMatch(part -> all(part, host)));
    }

    /** The chosen hosts, each once: in the order of the terms, and of the inventory within a term. */
    public List<Host> select(Inventory inventory) {
        return selectParts(inventory).stream().flatMap(List::stream).toList();
    }

    /** The chosen hosts by the part (between commas) that first chose them, so that groups keep the order they are named in. */
    public List<List<Host>> selectParts(Inventory inventory) {
        var chosen = inventory.hosts().stream().filter(this::matches).toList();
        if (parts.isEmpty()) {
            return List.of(chosen);
        }
        var left = new LinkedHashSet<>(chosen);
        var result = new ArrayList<List<Host>>();
        for (var part : parts) {
            var hosts = left.stream().filter(host -> all(part, host)).toList();
            hosts.forEach(left::remove);
            result.add(hosts);
        }
        return List.copyOf(result);
    }

    private static boolean all(List<SelectorTerm> part, Host host) {
        return part.stream().allMatch(term -> term.matches(host));
    }

    /** Every term, also those behind {@code !}. */
    List<SelectorTerm> terms() {
        var terms = new ArrayList<SelectorTerm>();
        parts.forEach(terms::addAll);
        terms.addAll(taken);
        return terms;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostSelector selector && selector.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As written, which {@link #parse(String)} reads again. */
    @Override
    public String toString() {
        return text;
    }
}
