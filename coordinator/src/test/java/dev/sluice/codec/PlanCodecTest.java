package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Fit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
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
    void what_has_to_fit_keeps_the_form_that_it_always_had_where_it_can() throws CodecException {
        for (var fit : Fit.values()) {
            var window = new ReleaseWindow(ZoneId.of("UTC"), List.of(), List.of(), ReleaseWindow.Closing.HALT, fit);
            var plan = PlanDraft.of(1).window(window).plan();
            var text = codec.encode(plan);
            assertEquals(plan, codec.decode(text));
            switch (fit) {
                case ON -> assertTrue(text.contains("\"v\": 1,") && text.contains("\"fit\": true"), text);
                case OFF -> assertTrue(text.contains("\"v\": 1,") && text.contains("\"fit\": false"), text);
                case BATCH -> assertTrue(text.contains("\"v\": 3,") && text.contains("\"fit\": \"batch\""), text);
                case ROLLOUT -> assertTrue(text.contains("\"v\": 3,") && text.contains("\"fit\": \"rollout\""), text);
            }
        }
        var other = codec.encode(PlanDraft.of(1)
                        .window(new ReleaseWindow(
                                ZoneId.of("UTC"), List.of(), List.of(), ReleaseWindow.Closing.HALT, Fit.BATCH))
                        .plan())
                .replace("\"fit\": \"batch\"", "\"fit\": \"night\"");
        assertThrows(CodecException.class, () -> codec.decode(other));
    }

    @Test
    void a_plan_whose_holds_end_has_a_version_of_its_own() {
        var ending = PlanDraft.held(1, Duration.ofHours(4), Then.REVERT);
        assertTrue(codec.encode(PlanDraft.of(2)
                        .batches(List.of(ending, PlanDraft.step(1)))
                        .plan())
                .startsWith("{\n  \"v\": 3,"));
        assertTrue(codec.encode(PlanDraft.of(2)
                        .batches(List.of(PlanDraft.held(1), PlanDraft.step(1)))
                        .plan())
                .startsWith("{\n  \"v\": 1,"));
    }

    @Test
    void a_digest_is_that_of_the_bytes() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", PlanCodec.digest("abc"));
    }
}
