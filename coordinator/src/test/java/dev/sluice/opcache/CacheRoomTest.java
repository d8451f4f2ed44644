package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.CachedScripts.Share;
import dev.sluice.endpoint.OpcacheMemory;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CacheRoomTest {
    private final AnswerDraft answer = new AnswerDraft();

    @Test
    void a_tenth_of_the_memory_is_kept_for_visitors() {
        assertEquals("room for 8 more releases", room().toString());
        answer.memory = new OpcacheMemory(7500, 2500, 0, 200, 16_000, 1, 9, false);
        assertEquals("room for 1 more release", room().toString());
        answer.memory = new OpcacheMemory(8001, 1999, 0, 200, 16_000, 1, 9, false);
        assertTrue(room().lacking());
        assertEquals("no room for another release", room().toString());
    }

    @Test
    void memory_of_marked_scripts_is_no_room() {
        answer.memory = new OpcacheMemory(1000, 1500, 7500, 200, 16_000, 1, 9, false);
        assertTrue(room().lacking());
    }

    @Test
    void the_table_of_scripts_can_be_full_before_the_memory_is() {
        answer.memory = new OpcacheMemory(1000, 9000, 0, 14_300, 16_000, 1, 9, false);
        assertTrue(room().lacking());
    }

    @Test
    void a_cache_that_is_full_has_no_room_whatever_it_counts() {
        answer.memory = new OpcacheMemory(1000, 9000, 0, 200, 16_000, 1, 9, true);
        assertTrue(room().lacking());
    }

    @Test
    void before_anything_of_the_site_is_cached_nobody_can_tell() {
        answer.live = new Share(0, 0);
        assertFalse(room().lacking());
        assertTrue(room().releases().isEmpty());
    }

    @Test
    void other_sites_share_the_memory_and_are_told() {
        answer.memory = new OpcacheMemory(8001, 1999, 0, 200, 16_000, 1, 9, false);
        answer.others = new Share(340, 6900);
        assertEquals("no room for another release beside other sites, which use 70% of it", room().toString());
    }

    @Test
    void where_only_the_reserve_is_left_the_cache_is_full() {
        answer.live = new Share(0, 0);
        answer.memory = new OpcacheMemory(9000, 1000, 0, 200, 16_000, 1, 9, false);
        assertTrue(room().full());
        answer.memory = new OpcacheMemory(8999, 1001, 0, 200, 16_000, 1, 9, false);
        assertFalse(room().full());
        answer.memory = new OpcacheMemory(1000, 9000, 0, 14_400, 16_000, 1, 9, false);
        assertTrue(room().full());
        answer.memory = new OpcacheMemory(1000, 9000, 0, 14_399, 16_000, 1, 9, false);
        assertFalse(room().full());
    }

    @Test
    void a_cache_without_memory_is_full_and_nobody_uses_it() {
        answer.memory = new OpcacheMemory(0, 0, 0, 0, 0, 0, 0, false);
        assertTrue(room().full());
        assertEquals(0, room().othersTenths());
    }

    @Test
    void a_count_that_is_missing_is_no_measure_of_a_release() {
        answer.live = new Share(0, 1000);
        assertEquals(OptionalLong.empty(), room().releases());
        answer.live = new Share(100, 0);
        assertEquals(OptionalLong.empty(), room().releases());
        assertEquals("room as long as little is cached", room().toString());
    }

    private CacheRoom room() {
        return CacheRoom.of(answer.state());
    }
}
