package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.document.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final SecretMask MASK =
            SecretMask.of(List.of(new Secret("s3/cr t+ü"), new Secret("one line\nand another")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3/cr t+ü",
                "czMvY3IgdCvDvA==",
                "czMvY3IgdCvDvA",
                "s3%2Fcr+t%2B%C3%BC",
                "s3%2Fcr%20t%2B%C3%BC",
                "s3%2fcr%20t%2b%c3%bc",
                "one line",
                "and another",
            })
    void a_secret_is_masked_in_every_form(String form) {
        assertEquals("before [secret] after", MASK.in("before " + form + " after"));
    }

    @Test
    void a_secret_that_begins_another_leaves_nothing_of_it() {
        var mask = SecretMask.of(List.of(new Secret("abc"), new Secret("abcdef")));
        assertEquals("[secret] [secret]", mask.in("abcdef abc"));
    }

    @Test
    void without_secrets_a_line_is_as_it_was() {
        var mask = SecretMask.of(List.of());
        assertEquals("line", mask.in("line"));
        assertFalse(mask.longest() > 0);
    }
}
