package dev.sluice.codec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares records of the core by their values, down to the last component. */
public final class Differences {
    private static final Json JSON = new Json(mapper -> mapper);

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /** All differences, in the order of the components; none if the records are equal. */
    public static List<Difference> between(Record one, Record other) {
        var differences = new Differences();
        differences.compare("", JSON.fields(one), JSON.fields(other));
        return List.copyOf(differences.found);
    }

    private void compare(String place, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one instanceof ObjectNode fields && other instanceof ObjectNode otherFields) {
            var names = new LinkedHashSet<>(fields.propertyNames());
            names.addAll(otherFields.propertyNames());
            names.forEach(name ->
                    compare(place.isEmpty() ? name : place + "." + name, fields.get(name), otherFields.get(name)));
        } else if (one instanceof ArrayNode items && other instanceof ArrayNode otherItems) {
            for (int i = 0; i < Math.max(items.size(), otherItems.size()); i++) {
                compare(place + "[" + i + "]", items.get(i), otherItems.get(i));
            }
        } else if (one == null || !one.equals(other)) {
            found.add(new Difference(place, text(one), text(other)));
        }
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
