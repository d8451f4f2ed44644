package dev.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"20261122-223000-9f3c1ab", "1", "v1.2.3", "A_b-c.D", "0..0"})
    void a_directory_name_is_a_release_id(String text) {
        assertEquals(text, new ReleaseId(text).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".hidden",
                "-rf",
                "_x",
                "a/b",
                "../a",
                "a b",
                "a\n",
                "\na",
                "a\u0000",
                "a$b",
                "é",
                "a\u001b[0m"
            })
    void what_could_leave_the_directory_or_confuse_a_shell_is_no_release_id(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new ReleaseId(text));

        assertTrue(String.valueOf(refused.getMessage()).contains("is not a release id"), refused::getMessage);
    }

    @Test
    void a_release_id_has_at_most_64_characters() {
        assertEquals(64, new ReleaseId("a".repeat(64)).value().length());
        assertThrows(IllegalArgumentException.class, () -> new ReleaseId("a".repeat(65)));
    }

    @Test
    void a_new_release_is_named_by_the_time_in_utc_and_its_digest() {
        var id = ReleaseId.at(Instant.parse("2026-11-22T22:30:00.999Z"), "9f3c1ab7766554433");

        assertEquals(new ReleaseId("20261122-223000-9f3c1ab"), id);
    }

    @ParameterizedTest(name = "{0} leads to {1}")
    @CsvSource(nullValues = "none", textBlock = """
            releases/a            , a
            releases/a/           , a
            ./releases/a          , a
            /srv/shop/releases/a  , a
            releases/a/public     , none
            releases/             , none
            releases              , none
            a                     , none
            /releases/a           , a
            old_releases/a        , none
            releases/..           , none
            releases/a b          , none
            '                   ' , none
            ''                    , none
            """)
    void a_link_names_a_release_or_none(String link, String release) {
        assertEquals(Optional.ofNullable(release).map(ReleaseId::new), ReleaseId.ofLink(link));
    }

    @Test
    void the_link_of_a_release_names_that_release() {
        assertEquals(Optional.of(PlanDraft.NEW), ReleaseId.ofLink(PlanDraft.NEW.link()));
    }

    @Test
    void any_128_bits_make_a_rollout_id_of_which_people_see_eight_digits() {
        assertEquals("r-00000000000000000000000000000000", RolloutId.of(0, 0).value());
        assertEquals(
                "r-ffffffffffffffff8000000000000000",
                RolloutId.of(-1, Long.MIN_VALUE).value());
        assertEquals("r-7f3a09bc", RolloutId.of(0x7f3a09bc_12345678L, 9).toString());
        assertEquals("r-7f3a09bc", new RolloutId("r-7f3a09bc").toString());
    }

    @Test
    void only_an_id_is_shortened() {
        assertEquals(
                "r-7f3a09bc",
                RolloutId.shorten(RolloutId.of(0x7f3a09bc_12345678L, 9).value()));
        assertEquals("lock-7f3a09bc", RolloutId.shorten("lock-7f3a09bc"));
        assertEquals(Optional.empty(), RolloutId.parse("r-7f3a09bc/../x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r-",
                "r-7f3a",
                "r-7F3A09BC",
                "7f3a09bc",
                "r-7f3a09bcd",
                "r-7f3a09b/",
                " r-7f3a09bc",
                "r-7f3a09bc7f3a09bc",
                "r-000000000000000000000000000000000"
            })
    void anything_else_is_no_rollout_id(String text) {
        assertThrows(IllegalArgumentException.class, () -> new RolloutId(text));
    }
}
