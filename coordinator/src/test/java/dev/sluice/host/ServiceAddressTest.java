package dev.sluice.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAddressTest {
    @Test
    void a_socket_is_read_with_its_whole_path() {
        assertEquals(new ServiceAddress.Unix("/run/php/a:b.sock"), ServiceAddress.parse("unix:/run/php/a:b.sock"));
    }

    @Test
    void a_port_is_read_with_its_name_or_address() {
        assertEquals(new ServiceAddress.Tcp("localhost", 9000), ServiceAddress.parse("tcp:localhost:9000"));
        assertEquals(new ServiceAddress.Tcp("::1", 9000), ServiceAddress.parse("tcp:[::1]:9000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/php.sock", "http://127.0.0.1:80", "tcp:host:port"})
    void nothing_else_is_an_address(String text) {
        assertThrows(IllegalArgumentException.class, () -> ServiceAddress.parse(text));
    }
}
