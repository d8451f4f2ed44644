package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.RolloutPlan;
import org.junit.jupiter.api.Test;

final class PlanCodecTest {
    private final PlanCodec codec = new PlanCodec();

    @Test
    void every_plan_is_read_as_it_was_written() throws CodecException {
        var samples = new Samples(1);
        for (int i = 0; i < 60; i++) {
            var plan = samples.some(RolloutPlan.class);
            var text = codec.encode(plan);
            var read = codec.decode(text);
            assertEquals(plan, read);
            assertEquals(text, codec.encode(read));
            assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '\u007f')), text);
            assertEquals(plan.release(), codec.heading(text).release());
            assertEquals(plan.id(), codec.heading(text).id());
        }
    }

    @Test
    void a_plan_is_read_by_people_too() {
        var text = codec.encode(SamplePlan.of("web01"));
        assertTrue(text.startsWith("{\n  \"v\": 1,\n  \"id\": \"r-7f3a09bc\",\n  \"purpose\": \"release\",\n"), text);
        assertTrue(text.contains("\"targets\": \"canary, web & env=prod\""), text);
        assertTrue(text.contains("\"size\": \"25%\""), text);
        assertTrue(text.contains("\"soak\": \"PT10M\""), text);
        assertTrue(text.contains("\"onFailure\": \"revert_all\""), text);
        assertTrue(text.contains("\"passphrase\": \"env:DEPLOY_KEY_PASSPHRASE\""), text);
        assertTrue(text.contains("\"type\": \"TcpCheck\""), text);
        assertFalse(text.contains("null"), "what is empty is left out");
        assertTrue(text.endsWith("\"actor\": \"anna\"\n}\n"), text);
    }

    @Test
    void a_newer_plan_is_refused_by_its_number() {
        var newer = codec.encode(SamplePlan.of("web01")).replaceFirst("\"v\": 1", "\"v\": 5");
        var e = assertThrows(NewerVersionException.class, () -> codec.decode(newer));
        assertTrue(e.toString().contains("the plan has version 5, and"), e.toString());
    }

    @Test
    void a_digest_is_that_of_the_bytes() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", PlanCodec.digest("abc"));
    }
}
