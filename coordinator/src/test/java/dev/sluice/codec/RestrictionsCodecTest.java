package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.Restrictions;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.plan.Restrictions.Freeze;
import dev.sluice.plan.RolloutIds;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestrictionsCodecTest {
    private static final EndpointKey KEY = EndpointKey.generate(new SecureRandom());
    private static final EndpointKey OTHER = EndpointKey.generate(new SecureRandom());
    private static final Instant AT = Instant.parse("2026-11-22T22:30:00Z");
    private static final Restrictions SOME = Restrictions.none(new FleetName("prod", "shop", Optional.of("7c1f")))
            .withFreeze(Optional.of(new Freeze("sale, \"büsy\"\n", Optional.of(AT))), AT, "anna")
            .disabling(new DisabledHost(new HostName("web17"), "new disk", Optional.empty()), AT, "ben");

    private final RestrictionsCodec codec = new RestrictionsCodec();

    @Test
    void they_are_one_line_that_is_read_as_it_was_written() throws CodecException {
        var line = codec.encode(SOME, Optional.of(KEY));
        assertFalse(line.contains("\n"), line);
        assertEquals(SOME, codec.decode(line, List.of(OTHER.publicKey(), KEY.publicKey())));
        assertEquals(SOME, codec.decodeOwn(line));
        assertEquals(SOME, codec.decodeOwn(codec.encode(SOME, Optional.empty())));
        assertEquals(
                "{\"v\":1,\"project\":\"7c1f\",\"fleet\":\"prod/shop\",\"counter\":0,\"at\":\"1970-01-01T00:00:00Z\","
                        + "\"by\":\"\",\"disabled\":[]}",
                codec.encode(Restrictions.none(new FleetName("prod", "shop", Optional.of("7c1f"))), Optional.empty()));
    }

    @Test
    void what_no_trusted_key_signed_does_not_count() {
        var line = codec.encode(SOME, Optional.of(KEY));
        assertThrows(CodecException.class, () -> codec.decode(line, List.of(OTHER.publicKey())));
        assertThrows(
                CodecException.class,
                () -> codec.decode(line.replace("\"counter\":2", "\"counter\":9"), List.of(KEY.publicKey())));
        assertThrows(
                CodecException.class,
                () -> codec.decode(codec.encode(SOME, Optional.empty()), List.of(KEY.publicKey())));
        assertThrows(CodecException.class, () -> codec.decode("", List.of(KEY.publicKey())));
        var head = new RecordHead("7c1f", "prod/shop", RolloutIds.of(1), "a", 1, "b");
        assertThrows(
                CodecException.class,
                () -> codec.decode(new HeadCodec().encode(head, KEY), List.of(KEY.publicKey())),
                "a signature is for one purpose");
    }

    @Test
    void newer_ones_are_refused_by_their_number() {
        var line = codec.encode(SOME, Optional.empty()).replace("\"v\":1", "\"v\":2");
        assertThrows(NewerVersionException.class, () -> codec.decodeOwn(line));
    }
}
