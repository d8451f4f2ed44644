package dev.sluice.playbook;

import dev.sluice.document.Resources;
import java.util.List;

/** The documents of this vocabulary, as {@code sluice docs}, {@code schema} and {@code init} print and write them. */
public final class PlaybookReference {
    private static final List<String> EXAMPLES =
            List.of("first", "rolling", "canary", "haproxy", "health-file", "nightly", "one-host");

    private PlaybookReference() {}

    /** The JSON Schema (draft-07), which is what the reader checks with. */
    public static String schema() {
        return Resources.text(PlaybookReference.class, "/playbook.schema.json");
    }

    /** A complete playbook in which every key is explained. */
    public static String reference() {
        return Resources.text(PlaybookReference.class, "/reference/playbook.yml");
    }

    /** The names of the examples. */
    public static List<String> examples() {
        return EXAMPLES;
    }

    /** One of the examples. */
    public static String example(String name) {
        return Resources.text(PlaybookReference.class, "/examples/" + name + ".playbook.yml");
    }
}
