package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.BoundPlan;
import dev.sluice.plan.BoundPlan.HostState;
import dev.sluice.plan.BoundPlan.Source;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BoundPlanCodecTest {
    private static final EndpointKey KEY = EndpointKey.generate(new SecureRandom());
    private static final EndpointKey OTHER = EndpointKey.generate(new SecureRandom());

    private final BoundPlanCodec codec = new BoundPlanCodec();

    private String encoded(Optional<Source> artifact) {
        return codec.encode(bound(artifact), KEY);
    }

    private BoundPlan decoded(String text) throws CodecException {
        return codec.decode(text, List.of(OTHER.publicKey(), KEY.publicKey()));
    }

    private static BoundPlan bound(Optional<Source> artifact) {
        return new BoundPlan(
                "7c1f",
                SamplePlan.of("web01", "web02"),
                artifact,
                List.of(
                        new HostState(new HostName("web01"), "releases/a", Optional.of("1f"), "digest"),
                        new HostState(new HostName("web02"), "", Optional.empty(), "")),
                "inventory",
                "playbook");
    }

    @Test
    void a_plan_and_its_world_are_read_as_they_were_written() throws CodecException {
        for (var artifact : List.of(
                Optional.<Source>empty(),
                Optional.of(new Source("/builds/shop", Optional.empty())),
                Optional.of(new Source("/builds/shop.tar.gz", Optional.of("00ff"))))) {
            assertEquals(bound(artifact), decoded(encoded(artifact)));
        }
    }

    @Test
    void any_value_that_was_changed_is_seen() {
        var text = encoded(Optional.empty());
        for (var change : List.of("releases/a", "web02\"", "\"digest\"", "7c1f", "kid\": \"", "sig\": \"")) {
            var changed = text.replaceFirst(change, change.replaceFirst("[a-z]", "z"));
            assertThrows(CodecException.class, () -> decoded(changed), change);
        }
        assertThrows(CodecException.class, () -> decoded(text.substring(0, text.length() / 2)));
        assertThrows(CodecException.class, () -> decoded("{}"));
    }

    @Test
    void each_value_of_it_is_signed_hosts_keys_and_references_among_them() {
        var text = encoded(Optional.empty());
        var values = Pattern.compile("(?<=: |\\[ |, )(?:\"[^\"]*\"|[0-9]+|true|false)")
                .matcher(text);
        int changed = 0;
        while (values.find()) {
            var other = values.group().startsWith("\"") ? "\"file:/etc/shadow\"" : "7" + values.end();
            var forged = text.substring(0, values.start()) + other + text.substring(values.end());
            assertThrows(CodecException.class, () -> decoded(forged), () -> forged);
            changed++;
        }
        assertTrue(changed > 40, "only " + changed + " values");
    }

    @Test
    void a_plan_that_no_trusted_key_signed_counts_for_nothing() throws CodecException {
        var text = encoded(Optional.empty());
        var stranger = assertThrows(CodecException.class, () -> codec.decode(text, List.of(OTHER.publicKey())));
        assertEquals("the plan file is signed with a key that is not trusted on this machine", stranger.getMessage());
        var unsigned = assertThrows(CodecException.class, () -> decoded(text.replaceFirst("\"sig\"", "\"x-sig\"")));
        assertEquals("the plan file is not signed", unsigned.getMessage());
    }

    @Test
    void a_signature_for_another_purpose_is_none() {
        var text = encoded(Optional.empty());
        var purpose = new SignedJson(new Json(mapper -> mapper), "record");
        assertThrows(CodecException.class, () -> {
            var object = new Json(mapper -> mapper).parse(text, "it");
            purpose.verify(object, List.of(KEY.publicKey()), "it");
        });
    }

    @Test
    void one_without_a_plan_is_refused_although_it_is_signed() throws CodecException {
        var json = new Json(mapper -> mapper);
        var object = json.parse(encoded(Optional.empty()), "it");
        object.remove(List.of("kid", "sig", "plan"));
        var text = json.page(new SignedJson(json, "plan").sign(object, KEY));
        var failure = assertThrows(CodecException.class, () -> decoded(text));
        assertEquals("the plan file has no plan", failure.getMessage());
    }

    @Test
    void a_newer_one_is_refused_by_its_number() throws CodecException {
        var json = new Json(mapper -> mapper);
        var newer = json.parse(encoded(Optional.empty()), "it");
        newer.remove(List.of("kid", "sig"));
        newer.put("v", 9);
        var text = json.page(new SignedJson(json, "plan").sign(newer, KEY));
        var failure = assertThrows(NewerVersionException.class, () -> decoded(text));
        assertTrue(failure.toString().contains("the plan file has version 9"), failure::toString);
    }
}
