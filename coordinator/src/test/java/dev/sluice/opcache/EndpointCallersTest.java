package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointCallersTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://localhost:8080", "https://[::1]"})
    void a_host_asks_itself_from_loopback(String url) {
        assertEquals(List.of("127.0.0.1", "::1"), EndpointCallers.of(host(url, Via.SSH)));
    }

    @Test
    void or_from_the_address_that_it_asks() {
        assertEquals(List.of("127.0.0.1", "::1", "10.0.0.5"), EndpointCallers.of(host("http://10.0.0.5", Via.SSH)));
        assertEquals(
                List.of("127.0.0.1", "::1", "2001:db8::5"),
                EndpointCallers.of(host("http://[2001:db8::5]:81", Via.EXEC)));
    }

    @Test
    void where_nobody_can_say_beforehand_only_the_signature_counts() {
        assertEquals(List.of("any"), EndpointCallers.of(host("https://shop.internal", Via.SSH)));
        assertEquals(List.of("any"), EndpointCallers.of(host("http://10.0.0.5", Via.DIRECT)));
    }

    private static Host host(String url, Via via) {
        var ssh = new SshSettings("deploy", 22, Optional.empty(), Optional.empty(), "/dev/null", Optional.empty());
        var web = new WebSettings(url, Optional.empty(), Map.of(), Optional.empty(), via);
        return new Host(new HostName("web01"), "127.0.0.1", List.of("web"), Map.of(), "/srv/shop", ssh, web);
    }
}
