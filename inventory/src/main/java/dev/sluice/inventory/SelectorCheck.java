package dev.sluice.inventory;

import dev.sluice.document.NearMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reports which terms of a selector choose nothing in an inventory, and what was probably meant. */
public final class SelectorCheck {
    private SelectorCheck() {}

    /**
     * A term that matches nothing.
     *
     * @param term as written
     * @param message with the nearest match
     */
    public record Finding(String term, String message) {}

    /** Every term that matches nothing; when all do and the whole still chooses nothing, the whole. */
    public static List<Finding> of(HostSelector selector, Inventory inventory) {
        var findings = new ArrayList<Finding>();
        for (var term : selector.terms()) {
            if (inventory.hosts().stream().noneMatch(term::matches)) {
                var hint = NearMatch.hint(term.toString(), names(inventory));
                findings.add(new Finding(
                        term.toString(),
                        term + " matches no host, group or label of inventory " + inventory.name() + hint));
            }
        }
        if (findings.isEmpty() && selector.select(inventory).isEmpty()) {
            findings.add(new Finding(
                    selector.toString(),
                    "chooses no host of inventory " + inventory.name() + ", though each term matches some"));
        }
        return List.copyOf(findings);
    }

    private static Set<String> names(Inventory inventory) {
        var names = new LinkedHashSet<String>();
        inventory.groups().forEach(group -> names.add(group.name()));
        for (var host : inventory.hosts()) {
            names.add(host.name().value());
            host.labels().forEach((label, value) -> names.add(label + "=" + value));
        }
        return names;
    }
}
