package dev.sluice.playbook;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A key with its value, or an item of a list, in a reference file.
 *
 * @param pointer its JSON pointer
 * @param name the key; empty for an item
 * @param key where the key is; for an item the value
 * @param schema what the schema says of the value
 * @param parent what the schema says of the map or list that holds it
 * @param siblings all keys of the same map; none for an item
 */
record Place(
        String pointer,
        String name,
        Node key,
        Node value,
        SchemaTree schema,
        SchemaTree parent,
        List<NodeTuple> siblings) {
    boolean isKey() {
        return !name.isEmpty();
    }

    boolean isMap() {
        return value instanceof MappingNode map && !map.getValue().isEmpty();
    }

    boolean isWithin(Place other) {
        return pointer.equals(other.pointer) || pointer.startsWith(other.pointer + "/");
    }

    @Override
    public String toString() {
        return pointer;
    }
}
