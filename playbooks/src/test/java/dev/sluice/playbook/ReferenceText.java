package dev.sluice.playbook;

import dev.sluice.document.Pointer;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.json.JsonMapper;

/** The text of a reference file, every place in it, and how to change one; it shares no code with the reader under test. */
final class ReferenceText {
    private final String text;
    private final SchemaTree schema;
    private final Node root;
    private final List<Place> places = new ArrayList<>();

    ReferenceText(String text, SchemaTree schema) {
        this.text = text;
        this.schema = schema;
        this.root =
                new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
        walk(root, "", schema);
    }

    List<Place> places() {
        return places;
    }

    /** Every map in the file by the place of its value; the top level has none and comes as an empty pointer. */
    List<Place> maps() {
        var maps = new ArrayList<Place>();
        maps.add(new Place("", "", root, root, schema, schema, List.of()));
        places.stream().filter(Place::isMap).forEach(maps::add);
        return maps;
    }

    private void walk(Node node, String pointer, SchemaTree here) {
        if (node instanceof MappingNode map) {
            for (var tuple : map.getValue()) {
                var name = ((ScalarNode) tuple.getKeyNode()).getValue();
                var child = Pointer.child(pointer, name);
                places.add(new Place(
                        child, name, tuple.getKeyNode(), tuple.getValueNode(), here.key(name), here, map.getValue()));
                walk(tuple.getValueNode(), child, here.key(name));
            }
        }
        if (node instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                var item = list.getValue().get(i);
                var child = Pointer.child(pointer, i);
                places.add(new Place(child, "", item, item, here.item(), here, List.of()));
                walk(item, child, here.item());
            }
        }
    }

    String withKey(Place place, String name) {
        return text.substring(0, start(place.key())) + name + text.substring(end(place.key()));
    }

    String withValue(Place place, String value) {
        return text.substring(0, start(place.value())) + value + rest(place.value());
    }

    /** The same key with the same value once more before it; the second one is where it was. */
    String withDouble(Place place) {
        var at = start(place.key());
        return text.substring(0, at) + quoted(place.name()) + ": " + json(place.value()) + "\n"
                + " ".repeat(column(place.key())) + Mutation.MARK + text.substring(at);
    }

    /** The key taken out of its map and put first into another one. */
    String moved(Place place, Place target) {
        var from = start(place.key());
        var to = start(target.value());
        var inserted = Mutation.MARK + quoted(place.name()) + ": " + json(place.value()) + "\n"
                + " ".repeat(column(target.value()));
        var without = without(place);
        if (to <= from) {
            return text.substring(0, to) + inserted + text.substring(to, from) + without;
        }
        var shorter = text.substring(0, from) + without;
        var shifted = shorter.length() - (text.length() - to);
        return shorter.substring(0, shifted) + inserted + shorter.substring(shifted);
    }

    /** What follows from the key on when it is gone. */
    private String without(Place place) {
        var siblings = place.siblings();
        if (siblings.size() == 1) {
            return "{}" + rest(place.value());
        }
        var next = next(siblings, place.key());
        return next == null ? rest(place.value()) : text.substring(start(next));
    }

    private static @org.jspecify.annotations.Nullable Node next(List<NodeTuple> siblings, Node key) {
        for (int i = 0; i + 1 < siblings.size(); i++) {
            if (siblings.get(i).getKeyNode().equals(key)) {
                return siblings.get(i + 1).getKeyNode();
            }
        }
        return null;
    }

    /** The text after a value; a block ends only where the next thing begins, which must stay on its own line and column. */
    private String rest(Node node) {
        var end = node.getEndMark().orElseThrow();
        var rest = text.substring(end.getIndex());
        return node instanceof ScalarNode ? rest : "\n" + " ".repeat(end.getColumn()) + rest;
    }

    static String json(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.STR) ? quoted(scalar.getValue()) : scalar.getValue();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(ReferenceText::json).toList().toString();
        }
        var entries = ((MappingNode) node)
                .getValue().stream()
                        .map(tuple -> json(tuple.getKeyNode()) + ": " + json(tuple.getValueNode()))
                        .toList();
        return "{" + String.join(", ", entries) + "}";
    }

    private static String quoted(String value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    private static int start(Node node) {
        return node.getStartMark().map(Mark::getIndex).orElseThrow();
    }

    private static int end(Node node) {
        return node.getEndMark().map(Mark::getIndex).orElseThrow();
    }

    private static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElseThrow();
    }

    static Mark mark(Node node) {
        return node.getStartMark().orElseThrow();
    }
}
