package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelySecretsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "password=geheim in /srv | password=[secret] in /srv",
                "DB_PASSWORD: 'ge heim', next | DB_PASSWORD: [secret], next",
                "[\"api_key\" => \"abc\", 1] | [\"api_key\" => [secret], 1]",
                "Authorization: Bearer abc.def | Authorization: Bearer [secret]",
                "mysql://shop:geheim@db/shop | mysql://shop:[secret]@db/shop",
                "GET /?token=abc&page=2 | GET /?token=[secret]&page=2",
                "Cookie: PHPSESSID=abc; a=b | Cookie: [secret]; a=b",
                "Undefined variable $passenger | Undefined variable $passenger",
                "the token has expired | the token has expired",
                "http://127.0.0.1:8080/a@b | http://127.0.0.1:8080/a@b"
            })
    void what_looks_like_a_secret_is_masked_and_the_rest_stays(String line, String masked) {
        assertEquals(masked, LikelySecrets.masked(line));
    }

    @Test
    @Timeout(10)
    void a_long_line_is_shortened_before_it_is_searched() {
        assertEquals(4_000, LikelySecrets.masked("pass".repeat(1 << 20)).length());
        assertEquals(4_000, LikelySecrets.masked("://a".repeat(1 << 20)).length());
    }
}
