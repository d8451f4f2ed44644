package dev.sluice.document;

import java.util.List;

/** The nodes of a file, before anything is resolved: aliases still point to their anchors. */
sealed interface YamlNode {
    Position at();

    /** A text and what YAML 1.2 takes it for. */
    record Scalar(Position at, String text, ScalarKind kind) implements YamlNode {}

    /** Keys in their order, also duplicates. */
    record Mapping(Position at, List<Entry> entries) implements YamlNode {}

    record Sequence(Position at, List<YamlNode> items) implements YamlNode {}

    /** {@code *name}: the same again, written elsewhere. */
    record Alias(Position at, YamlNode target) implements YamlNode {}

    /** Something that was reported already, and has no value. */
    record Refused(Position at) implements YamlNode {}

    /** A key and its value; the key {@code <<} merges. */
    record Entry(Position at, String key, boolean merge, YamlNode value) {}
}
