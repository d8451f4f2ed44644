package dev.sluice.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "::1, 0:0:0:0:0:0:0:1",
        "[::1], 0:0:0:0:0:0:0:1",
        "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1, 127.0.0.1",
        "2001:DB8::A, 2001:db8:0:0:0:0:0:a",
    })
    void an_address_has_one_form(String written, String form) {
        assertEquals(Optional.of(form), IpAddress.normalize(written));
    }

    /** Names would be asked of a server, and 127.1 means another address to other programs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "abc",
                "127.1",
                "1",
                "127.0.0.256",
                "127.0.0.01",
                "127.0.0.1 ",
                "1:2",
                ":::",
                "::g",
                "[127.0.0.1",
                "fe80::1%eth0",
                "127.0.0.1/8"
            })
    void what_is_no_address_has_none(String text) {
        assertEquals(Optional.empty(), IpAddress.normalize(text));
    }
}
