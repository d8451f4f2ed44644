package dev.sluice.inventory;

import dev.sluice.document.Document;
import dev.sluice.document.NearMatch;
import dev.sluice.document.Pointer;
import dev.sluice.document.Section;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lays settings over each other, leaf by leaf: the host's own over those of its groups over the defaults. Groups have no order
 * among themselves, so two that disagree are a problem unless the host itself decides.
 */
final class Layers {
    private static final Set<String> NO_SETTINGS = Set.of("hosts", "name", "address");

    private final Document document;
    private final Map<String, Map<String, Leaf>> groups = new HashMap<>();
    private final Map<String, Leaf> defaults;

    Layers(Document document) {
        this.document = document;
        this.defaults = leaves(document.root().section("defaults"));
    }

    /** The settings of one host by their path, such as {@code ssh/user} or {@code labels/rack}. */
    Map<String, Leaf> of(List<Mention> mentions) {
        var own = mentions.get(0).entry().map(Layers::leaves).orElse(Map.of());
        var result = new LinkedHashMap<>(defaults);
        result.putAll(ofGroups(mentions, own.keySet()));
        result.putAll(own);
        return result;
    }

    private Map<String, Leaf> ofGroups(List<Mention> mentions, Set<String> decided) {
        var result = new LinkedHashMap<String, Leaf>();
        for (var mention : mentions) {
            group(mention.group()).forEach((path, leaf) -> {
                var other = result.putIfAbsent(path, leaf);
                if (other != null && !other.text().equals(leaf.text()) && !decided.contains(path)) {
                    disagree(leaf, other, mention);
                }
            });
        }
        return result;
    }

    private void disagree(Leaf leaf, Leaf other, Mention mention) {
        document.problems()
                .value(
                        leaf.at(),
                        "is " + NearMatch.shown(leaf.text()) + " here and " + NearMatch.shown(other.text())
                                + " in line "
                                + document.index().problem(other.at(), "").line() + ", and " + mention.host()
                                + " is in both groups; set it at the host");
    }

    Map<String, Leaf> group(String name) {
        return groups.computeIfAbsent(
                name, group -> leaves(document.root().section("groups").section(group)));
    }

    private static Map<String, Leaf> leaves(Section section) {
        var leaves = new LinkedHashMap<String, Leaf>();
        section.keys().stream().filter(key -> !NO_SETTINGS.contains(key)).forEach(key -> add(leaves, section, key, ""));
        return leaves;
    }

    private static void add(Map<String, Leaf> leaves, Section section, String key, String prefix) {
        var value = section.value(key);
        var path = prefix + key;
        value.section().ifPresent(map -> map.keys().forEach(child -> add(leaves, map, child, path + "/")));
        if (value.isList()) {
            // A list is one setting: the nearest one counts, as a whole. None of its items has a line break.
            var items =
                    value.items().stream().flatMap(item -> item.text().stream()).collect(Collectors.joining("\n"));
            leaves.put(path, new Leaf(items, Pointer.child(section.pointer(), key)));
            return;
        }
        value.text()
                .or(() -> value.number().map(String::valueOf))
                .ifPresent(text -> leaves.put(path, new Leaf(text, Pointer.child(section.pointer(), key))));
    }
}
