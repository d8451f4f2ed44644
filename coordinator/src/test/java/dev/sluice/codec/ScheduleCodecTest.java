package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.schedule.ScheduleEntry;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleCodecTest {
    private static final String MISSED =
            "{\"v\":1,\"type\":\"Missed\",\"at\":\"2026-11-30T21:30:00Z\",\"schedule\":\"nightly\","
                    + "\"local\":\"2026-11-30T22:30:00\",\"due\":\"2026-11-30T21:30:00Z\",\"reason\":\"late\"}";

    private final ScheduleCodec codec = new ScheduleCodec();

    static List<Class<?>> types() {
        return Samples.records(ScheduleEntry.class).toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_entry_is_one_line_that_is_read_as_it_was_written(Class<? extends ScheduleEntry> type)
            throws CodecException {
        var samples = new Samples(type.getName().hashCode());
        for (int i = 0; i < 30; i++) {
            var entry = samples.some(type);
            var text = codec.encode(entry);
            assertEquals(entry, codec.decode(text));
            assertTrue(text.chars().allMatch(c -> c >= ' ' && c <= '\u007f'), text);
        }
    }

    @Test
    void an_entry_begins_with_its_version_and_its_type() throws CodecException {
        var at = Instant.parse("2026-11-30T21:30:00Z");
        var missed = new ScheduleEntry.Missed(at, "nightly", LocalDateTime.parse("2026-11-30T22:30"), at, "late");
        assertEquals(MISSED, codec.encode(missed));
        assertEquals(missed, codec.decode(MISSED));
    }

    @Test
    void an_entry_of_a_newer_sluice_is_refused_by_its_number() {
        var newer = assertThrows(NewerVersionException.class, () -> codec.decode(MISSED.replace("\"v\":1", "\"v\":2")));
        assertTrue(newer.toString().contains("an entry of a schedule has version 2"), newer::toString);
    }

    @Test
    void what_is_no_entry_is_refused() {
        for (var text : List.of("", "[]", MISSED.replace("Missed", "Forgotten"), MISSED.replace("\"v\":1,", ""))) {
            assertThrows(CodecException.class, () -> codec.decode(text), text);
        }
    }
}
