package dev.sluice.playbook;

import dev.sluice.playbook.Mutation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Every mistake that can be made at one place. What is left out is left out by a rule that is written here: the name of a
 * group, label, header, variable or strategy is the user's, so that another spelling of it is no mistake, and an item of a
 * list has no name at all.
 */
final class Mutations {
    private static final Map<String, String> SAMPLES = new LinkedHashMap<>();
    private static final List<String> BAD_TEXTS =
            List.of("", " ", "!", "-", "a b", "../a", "/", "nonsense", "a\\nb", "line\\n");

    static {
        SAMPLES.put("integer", "4711");
        SAMPLES.put("number", "0.5");
        SAMPLES.put("string", "\"some text\"");
        SAMPLES.put("boolean", "true");
        SAMPLES.put("null", "null");
        SAMPLES.put("array", "[[], 7]");
        SAMPLES.put("object", "{ qqq: { www: 1 } }");
    }

    private final ReferenceText reference;

    Mutations(ReferenceText reference) {
        this.reference = reference;
    }

    List<Mutation> of(Place place) {
        var all = new ArrayList<Mutation>();
        if (place.isKey() && !place.parent().isFreeForm()) {
            all.addAll(misspelt(place));
        }
        all.addAll(wrongType(place));
        all.addAll(outOfRange(place));
        if (place.isKey()) {
            all.add(Mutation.marked(Kind.DOUBLED, "", reference.withDouble(place), "twice"));
            all.addAll(moved(place));
        }
        return all;
    }

    private List<Mutation> misspelt(Place place) {
        var name = place.name();
        var middle = name.length() / 2;
        var spellings = new TreeSet<String>();
        spellings.add(name.substring(0, middle) + "q" + name.substring(middle));
        spellings.add(name + "z");
        spellings.add(name.substring(0, middle) + name.substring(middle + 1));
        spellings.add(name.substring(0, middle - 1)
                + name.charAt(middle)
                + name.charAt(middle - 1)
                + name.substring(middle + 1));
        spellings.removeIf(place.parent()::allows);
        return spellings.stream()
                .map(wrong -> Mutation.at(
                        Kind.MISSPELT,
                        wrong,
                        reference.withKey(place, wrong),
                        place.key(),
                        "unknown key \"" + wrong + "\"; did you mean " + name))
                .toList();
    }

    private List<Mutation> wrongType(Place place) {
        var allowed = new TreeSet<>(place.schema().types());
        if (allowed.contains("number")) {
            allowed.add("integer");
        }
        var wrong = new TreeSet<>(SAMPLES.keySet());
        wrong.removeAll(allowed);
        return wrong.stream()
                .map(type -> value(Kind.WRONG_TYPE, place, SAMPLES.getOrDefault(type, "")))
                .toList();
    }

    private List<Mutation> outOfRange(Place place) {
        var rule = place.schema().node();
        var values = new ArrayList<String>();
        if (rule.has("minimum")) {
            values.add(String.valueOf(rule.get("minimum").intValue() - 1));
            values.add(String.valueOf(rule.get("maximum").intValue() + 1));
            values.add("99999999999999999999");
        }
        if (!place.schema().choices().isEmpty()) {
            values.add(place.schema().types().contains("integer") ? "2" : "\"no such choice\"");
        }
        if (rule.has("pattern")) {
            var pattern = Pattern.compile(rule.get("pattern").stringValue().replace("$", "\\z"));
            BAD_TEXTS.stream()
                    .filter(text -> !pattern.matcher(text.translateEscapes()).find())
                    .forEach(text -> values.add("\"" + text + "\""));
        }
        if (rule.has("minItems")) {
            values.add("[]");
        }
        if (rule.has("minProperties")) {
            values.add("{}");
        }
        if (rule.has("uniqueItems") && place.value() instanceof SequenceNode list) {
            var item = ReferenceText.json(list.getValue().get(0));
            values.add("[" + item + ", " + item + "]");
        }
        if (place.schema().types().contains("string")) {
            values.add("\"control \\e character\"");
        }
        return values.stream()
                .map(value -> value(Kind.OUT_OF_RANGE, place, value))
                .toList();
    }

    private List<Mutation> moved(Place place) {
        return reference.maps().stream()
                .filter(target -> !target.isWithin(place) && !target.schema().allows(place.name()))
                .map(target -> Mutation.marked(
                        Kind.MOVED,
                        "into " + target,
                        reference.moved(place, target),
                        "unknown key \"" + place.name() + "\""))
                .toList();
    }

    private Mutation value(Kind kind, Place place, String value) {
        return Mutation.at(kind, value, reference.withValue(place, value), place.value(), "");
    }

    /** The kinds of mistake that must be possible at a place; the others are ruled out above. */
    static Set<Kind> possible(Place place) {
        if (!place.isKey()) {
            return Set.of(Kind.WRONG_TYPE);
        }
        return place.parent().isFreeForm()
                ? Set.of(Kind.WRONG_TYPE, Kind.DOUBLED, Kind.MOVED)
                : Set.of(Kind.MISSPELT, Kind.WRONG_TYPE, Kind.DOUBLED, Kind.MOVED);
    }
}
