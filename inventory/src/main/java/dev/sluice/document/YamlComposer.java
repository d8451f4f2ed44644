package dev.sluice.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Makes nodes of the events of a YAML parser. The parser's own composer is not used: it does not distinguish a written tag from a guessed one, does
 * not report the position of an alias, and has no limit on the depth.
 */
final class YamlComposer {
    static final int MAX_DEPTH = 50;
    private static final String QUOTES = "; a text that begins with ! * & @ % ` [ or { needs quotes";

    private final Iterator<Event> events;
    private final BiConsumer<Position, String> problems;
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();

    private YamlComposer(Iterator<Event> events, BiConsumer<Position, String> problems) {
        this.events = events;
        this.problems = problems;
    }

    /**
     * Composes the one document of a text; empty when there is none.
     *
     * @param problems receives what can be skipped
     * @throws UnreadableException where reading has to stop
     */
    static Optional<YamlNode> compose(String text, BiConsumer<Position, String> problems) {
        var settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(Document.MAX_SIZE)
                .build();
        try {
            return new YamlComposer(new Parse(settings).parseString(text).iterator(), problems).document();
        } catch (RuntimeException e) {
            throw UnreadableException.of(e, text);
        }
    }

    private Optional<YamlNode> document() {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return Optional.empty();
        }
        var root = node(events.next(), 0);
        events.next();
        var next = events.next();
        if (next.getEventId() != Event.ID.StreamEnd) {
            throw new UnreadableException(at(next), "a second document begins here; one file is one document");
        }
        return Optional.of(root);
    }

    private YamlNode node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UnreadableException(at(event), "nested deeper than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        if (event instanceof ScalarEvent scalar) {
            return remember(scalar, scalar(scalar));
        }
        var start = (CollectionStartEvent) event;
        start.getAnchor().ifPresent(open::add);
        var node = start.getEventId() == Event.ID.SequenceStart ? sequence(start, depth) : mapping(start, depth);
        start.getAnchor().ifPresent(open::remove);
        return remember(
                start,
                start.getTag().isPresent() ? refuseTag(start, start.getTag().get()) : node);
    }

    private YamlNode alias(AliasEvent event) {
        var name = event.getAlias();
        if (open.contains(name)) {
            problems.accept(at(event), "*" + name + " is inside its own anchor");
            return new YamlNode.Refused(at(event));
        }
        var target = anchors.get(name);
        if (target == null) {
            problems.accept(at(event), "there is no anchor &" + name + " before this alias" + QUOTES);
            return new YamlNode.Refused(at(event));
        }
        return new YamlNode.Alias(at(event), target);
    }

    private YamlNode scalar(ScalarEvent event) {
        if (event.getTag().isPresent()) {
            return refuseTag(event, event.getTag().get());
        }
        var kind = event.isPlain() ? ScalarKind.of(event.getValue()) : ScalarKind.TEXT;
        return new YamlNode.Scalar(at(event), event.getValue(), kind);
    }

    private YamlNode refuseTag(Event event, String tag) {
        problems.accept(
                at(event), "the tag " + NearMatch.shown(tag) + " is not allowed: values are plain data" + QUOTES);
        return new YamlNode.Refused(at(event));
    }

    private YamlNode sequence(Event start, int depth) {
        var items = new ArrayList<YamlNode>();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(at(start), List.copyOf(items));
    }

    private YamlNode mapping(Event start, int depth) {
        var entries = new ArrayList<YamlNode.Entry>();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            var key = node(event, depth + 1);
            var value = node(events.next(), depth + 1);
            if (key instanceof YamlNode.Scalar scalar) {
                var merge = event instanceof ScalarEvent plain
                        && plain.isPlain()
                        && scalar.text().equals("<<");
                entries.add(new YamlNode.Entry(scalar.at(), scalar.text(), merge, value));
            } else if (!(key instanceof YamlNode.Refused)) {
                problems.accept(key.at(), "a key must be a plain text" + QUOTES);
            }
        }
        return new YamlNode.Mapping(at(start), List.copyOf(entries));
    }

    private YamlNode remember(NodeEvent event, YamlNode node) {
        event.getAnchor().ifPresent(name -> anchors.put(name, node));
        return node;
    }

    private static Position at(Event event) {
        return event.getStartMark()
                .map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Position(1, 1));
    }
}
