package dev.sluice.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://deploy.example.com",
                "https://deploy.example.com/sluice",
                "http://127.0.0.1:8420",
                "http://localhost:8420",
                "http://[::1]:8420"
            })
    void https_and_this_machine_are_accepted(String url) {
        assertEquals(url, ServerAddress.parse(url + "/").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://deploy.example.com",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "https://user:word@deploy.example.com",
                "https://deploy.example.com/?x=y",
                "ftp://deploy.example.com",
                "deploy.example.com",
                "https://",
                "not a url"
            })
    void what_would_send_the_token_in_the_clear_or_is_no_address_is_refused(String url) {
        assertThrows(IllegalArgumentException.class, () -> ServerAddress.parse(url));
    }

    @Test
    void a_token_is_printed_nowhere() {
        assertEquals("***", AccessToken.parse("sl_abc\n").toString());
        var failure = assertThrows(IllegalArgumentException.class, () -> AccessToken.parse("two words"));
        assertTrue(!String.valueOf(failure.getMessage()).contains("two"), failure::getMessage);
    }
}
