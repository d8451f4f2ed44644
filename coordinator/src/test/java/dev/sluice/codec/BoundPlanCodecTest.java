package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.BoundPlan;
import dev.sluice.plan.BoundPlan.Said;
import dev.sluice.plan.BoundPlan.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundPlanCodecTest {
    private final BoundPlanCodec codec = new BoundPlanCodec();

    private static BoundPlan bound(Optional<Source> artifact) {
        return new BoundPlan(
                SamplePlan.of("web01", "web02"),
                artifact,
                List.of(
                        new Said(new HostName("web01"), "releases/a", Optional.of("1f"), "digest"),
                        new Said(new HostName("web02"), "", Optional.empty(), "")),
                "inventory",
                "playbook");
    }

    @Test
    void a_plan_and_its_world_are_read_as_they_were_written() throws CodecException {
        for (var artifact : List.of(
                Optional.<Source>empty(),
                Optional.of(new Source("/builds/shop", Optional.empty())),
                Optional.of(new Source("/builds/shop.tar.gz", Optional.of("00ff"))))) {
            assertEquals(bound(artifact), codec.decode(codec.encode(bound(artifact))));
        }
    }

    @Test
    void any_value_that_was_changed_is_seen() {
        var text = codec.encode(bound(Optional.empty()));
        for (var change : List.of("releases/a", "web02\"", "\"digest\"", "sha256\": \"")) {
            var changed = text.replaceFirst(change, change.replaceFirst("[a-z]", "z"));
            assertThrows(CodecException.class, () -> codec.decode(changed), change);
        }
        assertThrows(CodecException.class, () -> codec.decode(text.substring(0, text.length() / 2)));
        assertThrows(CodecException.class, () -> codec.decode("{}"));
    }

    @Test
    void a_newer_one_is_refused_by_its_number() {
        var newer = codec.encode(bound(Optional.empty())).replaceFirst("\"v\": 1", "\"v\": 9");
        var failure = assertThrows(NewerVersionException.class, () -> codec.decode(newer));
        assertTrue(failure.toString().contains("the plan file has version 9"), failure::toString);
    }
}
