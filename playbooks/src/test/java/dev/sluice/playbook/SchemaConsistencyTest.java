package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.InventoryReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schema, reference file and reader speak of the same keys. */
class SchemaConsistencyTest {
    record Vocabulary(String name, String schema, String reference) {
        JsonNode json() {
            return JsonMapper.shared().readTree(schema);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Vocabulary> vocabularies() {
        return List.of(
                new Vocabulary("inventory", InventoryReference.schema(), InventoryReference.reference()),
                new Vocabulary("playbook", PlaybookReference.schema(), PlaybookReference.reference()));
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void every_key_of_the_schema_stands_in_the_reference_file(Vocabulary vocabulary) {
        var reference = new ReferenceText(vocabulary.reference(), SchemaTree.of(vocabulary.schema()));
        var shown = reference.places().stream()
                .filter(Place::isKey)
                .map(place -> place.parent().node().path("properties").path(place.name()))
                .collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        objects(vocabulary.json()).forEach(map -> map.path("properties").forEachEntry((key, rule) -> {
            if (!shown.contains(rule)) {
                missing.add(key);
            }
        }));
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void every_map_is_closed_or_says_what_its_free_keys_hold(Vocabulary vocabulary) {
        var open = objects(vocabulary.json())
                .filter(map -> map.has("properties")
                        || "object".equals(map.path("type").asString("")))
                .filter(map -> !map.has("additionalProperties"))
                .map(JsonNode::toString)
                .toList();
        assertEquals(List.of(), open);
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void every_pattern_has_words_for_people(Vocabulary vocabulary) {
        var wordless = objects(vocabulary.json())
                .filter(rule -> rule.has("pattern") && !rule.has("errorMessage"))
                .map(JsonNode::toString)
                .toList();
        assertEquals(List.of(), wordless);
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void no_pattern_means_a_dollar_sign_by_a_dollar(Vocabulary vocabulary) {
        objects(vocabulary.json())
                .map(rule -> rule.path("pattern").asString(""))
                .forEach(pattern -> {
                    assertTrue(!pattern.contains("\\$") && !pattern.matches("(?s).*\\[[^\\]]*\\$[^\\]]*].*"), pattern);
                });
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void every_key_has_a_description_for_editors(Vocabulary vocabulary) {
        var silent = new ArrayList<String>();
        objects(vocabulary.json()).forEach(map -> map.path("properties").forEachEntry((key, rule) -> {
            if (!rule.has("description")) {
                silent.add(key);
            }
        }));
        assertEquals(List.of(), silent);
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    void the_schema_is_draft_07_without_one_of(Vocabulary vocabulary) {
        assertEquals(
                "http://json-schema.org/draft-07/schema#",
                vocabulary.json().path("$schema").asString(""));
        assertEquals(
                0,
                objects(vocabulary.json())
                        .filter(rule -> rule.has("oneOf") || rule.has("anyOf"))
                        .count());
    }

    /** Every object within a schema, also those that are no rules, such as the list of properties. */
    private static Stream<JsonNode> objects(JsonNode node) {
        var below = node.values().stream().flatMap(SchemaConsistencyTest::objects);
        return node.isObject() ? Stream.concat(Stream.of(node), below) : below;
    }
}
