package dev.sluice.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.plan.RolloutId;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadCodecTest {
    private static final EndpointKey KEY = EndpointKey.generate(new SecureRandom());
    private static final EndpointKey FORMER = EndpointKey.generate(new SecureRandom());
    private static final RecordHead HEAD =
            new RecordHead("7c1f", "prod/shop", new RolloutId("r-7f3a09bc"), "aa".repeat(32), 17, "bb".repeat(32));

    private final HeadCodec codec = new HeadCodec();

    private RecordHead decoded(String line) throws CodecException {
        return codec.decode(line, List.of(FORMER.publicKey(), KEY.publicKey()));
    }

    @Test
    void a_head_that_any_trusted_key_signed_is_read_as_it_was_written() throws CodecException {
        assertEquals(HEAD, decoded(codec.encode(HEAD, KEY)));
        assertEquals(HEAD, decoded(codec.encode(HEAD, FORMER)));
    }

    @ParameterizedTest
    @CsvSource({
        "7c1f, 7c1e",
        "prod/shop, prod/blog",
        "r-7f3a09bc, r-7f3a09bd",
        "aaaa, aaab",
        "17, 18",
        "bbbb, bbbc",
        "\"v\":1, \"v\":2"
    })
    void nothing_of_it_can_be_changed(String was, String is) {
        var line = codec.encode(HEAD, KEY).replaceFirst(was, is);
        var failure = assertThrows(CodecException.class, () -> decoded(line));
        assertEquals("the signature of its head is wrong", failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | its head is not signed",
                "{} | its head is not signed",
                "{\"sig\":\"aa\"} | its head is not signed",
                "{\"kid\":\"aa\",\"sig\":\"aa\"} | its head is signed with a key that is not trusted on this machine",
            })
    void what_is_not_signed_says_nothing(String line, String why) {
        assertEquals(
                why, assertThrows(CodecException.class, () -> decoded(line)).getMessage());
    }

    @Test
    void a_head_of_a_newer_sluice_is_refused_by_its_number() throws CodecException {
        var json = new Json(mapper -> mapper);
        var object = json.parse(codec.encode(HEAD, KEY), "it");
        object.remove(List.of("kid", "sig"));
        var line = json.line(new SignedJson(json, "record").sign(object.put("v", 2), KEY));
        var newer = assertThrows(NewerVersionException.class, () -> decoded(line));
        assertTrue(newer.toString().contains("its head has version 2"), newer::toString);
    }

    @Test
    void a_signature_that_is_no_base64_is_wrong() {
        var line = codec.encode(HEAD, KEY).replaceFirst("\"sig\":\".", "\"sig\":\"!");
        assertThrows(CodecException.class, () -> decoded(line));
    }
}
