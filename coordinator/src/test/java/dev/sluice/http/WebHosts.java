package dev.sluice.http;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.WebSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host web01 with the web server that a test is about. */
public final class WebHosts {
    private WebHosts() {}

    public static Host host(WebSettings web) {
        var ssh = new SshSettings("deploy", 22, Optional.empty(), Optional.empty(), "known_hosts", Optional.empty());
        return new Host(new HostName("web01"), "web01", List.of("web"), Map.of(), "/srv/shop", ssh, web);
    }
}
