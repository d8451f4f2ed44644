package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutIds;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00.038Z");
    private static final HostName WEB01 = new HostName("web01");
    private static final String LOCKED =
            "{\"v\":1,\"at\":\"2026-11-22T22:30:00.038Z\",\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7}";

    private final EventCodec codec = new EventCodec();

    static List<Class<? extends RolloutEvent>> types() {
        return Samples.eventTypes();
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_event_is_read_as_it_was_written(Class<? extends RolloutEvent> type) throws CodecException {
        var samples = new Samples(type.getName().hashCode());
        for (int i = 0; i < 100; i++) {
            var event = samples.some(type);
            var text = codec.encode(event);
            assertEquals(event, codec.decode(text));
            assertEquals(text, codec.encode(codec.decode(text)));
            assertTrue(text.chars().allMatch(c -> c >= ' ' && c <= '\u007f'), text);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void no_event_has_a_field_that_the_frame_around_it_has(Class<? extends RolloutEvent> type) {
        var names = Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .toList();
        assertEquals("at", names.get(0));
        assertTrue(names.stream().noneMatch(Set.of("v", "seq", "rollout", "type")::contains), names.toString());
    }

    @Test
    void an_event_is_a_flat_object_that_begins_with_its_version() {
        assertEquals(LOCKED, codec.encode(new HostEvent.HostLocked(AT, WEB01, 7)));
    }

    @Test
    void a_line_for_other_programs_has_number_and_rollout_too() {
        assertEquals(
                "{\"v\":1,\"seq\":12,\"at\":\"2026-11-22T22:30:00.038Z\",\"rollout\":\"r-0000002a\","
                        + "\"type\":\"HostStaged\",\"host\":\"web01\",\"bytes\":412,\"took\":\"PT0.038S\"}",
                codec.encode(RolloutIds.of(42), 12, new HostEvent.HostStaged(AT, WEB01, 412, Duration.ofMillis(38))));
    }

    @Test
    void a_hold_that_ends_has_another_version_than_one_that_does_not() throws CodecException {
        assertEquals(
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00.038Z\",\"type\":\"Held\",\"batch\":1}",
                codec.encode(new FleetEvent.Held(AT, 1)));
        var ends = new FleetEvent.Held(AT, 1, Optional.of(new HoldDeadline(AT, Then.REVERT)));
        assertEquals(
                "{\"v\":2,\"at\":\"2026-11-22T22:30:00.038Z\",\"type\":\"Held\",\"batch\":1,"
                        + "\"deadline\":{\"at\":\"2026-11-22T22:30:00.038Z\",\"then\":\"revert\"}}",
                codec.encode(ends));
        assertThrows(
                NewerVersionException.class,
                () -> codec.decode(codec.encode(ends).replace("\"v\":2", "\"v\":3")));
    }

    @Test
    void enums_are_in_small_letters_and_failures_are_objects() {
        var failure = new Failure(Failure.Kind.HOST_KEY, "connect", "what", "", "next");
        assertEquals(
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00.038Z\",\"type\":\"HostFailed\",\"host\":\"web01\",\"failure\":"
                        + "{\"kind\":\"host_key\",\"step\":\"connect\",\"what\":\"what\",\"why\":\"\",\"next\":\"next\"}}",
                codec.encode(new HostEvent.HostFailed(AT, WEB01, failure)));
        assertTrue(codec.encode(new FleetEvent.Aborted(AT, "x", RolloutState.Demand.LEAVE))
                .endsWith("\"demand\":\"leave\"}"));
    }

    @Test
    void facts_stand_in_the_order_of_their_names() {
        var facts = new LinkedHashMap<String, String>();
        List.of("z", "b", "m", "a", "y").forEach(name -> facts.put(name, "1"));
        var proved = new HostEvent.HostProved(AT, WEB01, "r", new Evidence("reset", 8, 8, Duration.ZERO, facts));
        assertTrue(codec.encode(proved)
                .endsWith("\"facts\":{\"a\":\"1\",\"b\":\"1\",\"m\":\"1\",\"y\":\"1\",\"z\":\"1\"}}}"));
    }

    @Test
    void a_newer_version_is_refused_by_its_number() {
        var e = assertThrows(NewerVersionException.class, () -> codec.decode(LOCKED.replace("\"v\":1", "\"v\":2")));
        assertEquals(
                "the event HostLocked has version 2, and this Sluice reads up to version 1;"
                        + " use the Sluice that wrote it, or a newer one",
                e.getMessage());
    }

    @Test
    void an_unknown_type_is_refused_with_its_version() {
        var e = assertThrows(
                NewerVersionException.class, () -> codec.decode(LOCKED.replace("HostLocked", "HostMoved")));
        assertTrue(
                e.toString().contains("the event HostMoved has version 1, and this Sluice reads no such type;"),
                e.toString());
    }

    @Test
    void an_unknown_field_is_refused_as_a_newer_ones() {
        var e = assertThrows(
                NewerVersionException.class, () -> codec.decode(LOCKED.replace("\"token\"", "\"ttl\":1,\"token\"")));
        assertTrue(e.toString().contains("has the field ttl"), e.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "{\"v\":1,\"type\":\"HostLocked\"",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"web01\"}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"token\":7}",
                "{\"v\":1,\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7}",
                "{\"v\":1,\"at\":null,\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7}",
                "{\"v\":1,\"at\":1,\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7.5}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":\"7\"}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"web 1\",\"token\":7}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostNoted\",\"host\":\"web01\",\"note\":7}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"a\",\"host\":\"b\",\"token\":7}",
                "{\"v\":\"1\",\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7}",
                "{\"v\":0,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":[\"HostLocked\"],\"host\":\"web01\",\"token\":7}",
                "{\"v\":1,\"at\":\"2026-11-22T22:30:00Z\",\"type\":\"HostLocked\",\"host\":\"web01\",\"token\":7} {}"
            })
    void what_is_no_event_is_refused(String text) {
        assertThrows(CodecException.class, () -> codec.decode(text));
    }

    @Test
    void deep_nesting_is_refused_and_not_followed() {
        assertThrows(CodecException.class, () -> codec.decode("[".repeat(100_000)));
    }

    @Test
    void a_class_named_in_the_text_is_never_looked_for() {
        var hostile = LOCKED.replace("\"token\":7", "\"token\":7,\"@class\":\"java.lang.ProcessBuilder\"");
        assertThrows(CodecException.class, () -> codec.decode(hostile));
        assertThrows(
                CodecException.class,
                () -> codec.decode(LOCKED.replace("HostLocked", "dev.sluice.rollout.HostEvent$HostLocked")));
    }
}
