package dev.sluice.playbook;

import dev.sluice.document.Section;
import dev.sluice.document.Value;
import dev.sluice.inventory.HostSelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads selectors, which are a text or a list of texts. */
final class Selectors {
    private static final HostSelector ALL = HostSelector.parse("*");

    private Selectors() {}

    /** A required selector; a wrong one is replaced by any other, because a file with problems is never used. */
    static HostSelector required(Section section, String key) {
        return optional(section, key).orElse(ALL);
    }

    static Optional<HostSelector> optional(Section section, String key) {
        var directory = section.document().directory();
        var value = section.value(key);
        if (value.text().isPresent()) {
            return value.parsed(text -> HostSelector.parse(List.of(text), directory));
        }
        var items = value.items();
        var parsed =
                items.stream().flatMap(item -> item(item, directory).stream()).toList();
        return items.isEmpty() || parsed.size() < items.size()
                ? Optional.empty()
                : Optional.of(HostSelector.parse(parsed, directory));
    }

    private static Optional<String> item(Value item, Path directory) {
        return item.parsed(text -> HostSelector.parse(List.of(text), directory)).map(HostSelector::toString);
    }
}
