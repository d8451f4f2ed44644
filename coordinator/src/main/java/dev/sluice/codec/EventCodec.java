package dev.sluice.codec;

import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Events as JSON objects on one line: {@code {"v":1,"at":"2026-11-22T20:30:00Z","type":"HostLocked","host":"web01","token":7}}. After version, time
 * and type (the record's name) come the record's components by their names, in their order; empty values are left out. Times are UTC, durations ISO
 * 8601 ({@code PT0.038S}), names of enums in lower case, maps in the order of their keys.
 */
public final class EventCodec {
    /** The newest versions of the types that were changed; 2 of {@code Held} added the deadline. */
    private static final Map<Class<? extends RolloutEvent>, Integer> CHANGED = Map.of(FleetEvent.Held.class, 2);

    private static final Map<String, Class<? extends RolloutEvent>> TYPES =
            records(RolloutEvent.class).collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private static final Json JSON = new Json(mapper -> mapper.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS));

    /**
     * The form of the journal.
     *
     * @throws IllegalArgumentException when the event could not be read back unchanged
     */
    public String encode(RolloutEvent event) {
        var fields = JSON.fields(event);
        var object = JSON.object().put("v", version(event));
        object.set("at", fields.remove("at"));
        var text = JSON.line(withType(object, event, fields));
        try {
            Json.requireSame(event, decode(text), "an event");
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return text;
    }

    /** The form of {@code events.jsonl}: the same with the event's number and rollout. */
    public String encode(RolloutId rollout, long seq, RolloutEvent event) {
        var fields = JSON.fields(event);
        var object = JSON.object().put("v", version(event)).put("seq", seq);
        object.set("at", fields.remove("at"));
        return JSON.line(withType(object.put("rollout", rollout.value()), event, fields));
    }

    private static ObjectNode withType(ObjectNode head, RolloutEvent event, ObjectNode fields) {
        return head.put("type", event.getClass().getSimpleName()).setAll(fields);
    }

    /**
     * Reads the form of the journal.
     *
     * @throws NewerVersionException when the type, its version or one of its fields is unknown
     */
    public RolloutEvent decode(String text) throws CodecException {
        var object = JSON.parse(text, "an event");
        if (!(object.remove("type") instanceof StringNode name)) {
            throw new CodecException("an event has no type");
        }
        var what = "the event " + name.stringValue();
        var type = TYPES.get(name.stringValue());
        var version = JSON.takeVersion(object, what);
        var known = type == null ? 0 : newest(type);
        if (type == null || version > known) {
            throw new NewerVersionException(what, version, known);
        }
        return JSON.value(object, type, what);
    }

    /** The first version that has all that the event contains, so that no older Sluice is excluded without need. */
    private static int version(RolloutEvent event) {
        return event instanceof FleetEvent.Held held && held.deadline().isEmpty() ? 1 : newest(event.getClass());
    }

    private static int newest(Class<? extends RolloutEvent> type) {
        return CHANGED.getOrDefault(type, 1);
    }

    private static Stream<Class<? extends RolloutEvent>> records(Class<? extends RolloutEvent> type) {
        if (!type.isSealed()) {
            return Stream.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(permitted -> records(permitted.asSubclass(RolloutEvent.class)));
    }
}
