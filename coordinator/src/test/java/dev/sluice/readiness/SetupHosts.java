package dev.sluice.readiness;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hosts of an inventory, as far as their setup depends on it. */
final class SetupHosts {
    private SetupHosts() {}

    static Host host(String path, Via via, Optional<String> fastcgi) {
        var web = new WebSettings("http://127.0.0.1", Optional.of("shop.example.com"), Map.of(), fastcgi, via);
        var ssh = new SshSettings("deploy", 22, Optional.empty(), Optional.empty(), "known_hosts", Optional.empty());
        return new Host(new HostName("web01"), "web01", List.of("web"), Map.of(), path, ssh, web);
    }
}
