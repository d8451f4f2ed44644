package dev.sluice.inventory;

import dev.sluice.document.Resources;
import java.util.List;

/** The documents of this vocabulary, as {@code sluice docs}, {@code schema} and {@code init} print and write them. */
public final class InventoryReference {
    private static final List<String> EXAMPLES = List.of("first", "fleet", "one-host");

    private InventoryReference() {}

    /** The JSON Schema (draft-07), which is what the reader checks with. */
    public static String schema() {
        return Resources.text(InventoryReference.class, "/inventory.schema.json");
    }

    /** A complete inventory in which every key is explained. */
    public static String reference() {
        return Resources.text(InventoryReference.class, "/reference/inventory.yml");
    }

    /** The names of the examples. */
    public static List<String> examples() {
        return EXAMPLES;
    }

    /** One of the examples. */
    public static String example(String name) {
        return Resources.text(InventoryReference.class, "/examples/" + name + ".inventory.yml");
    }
}
