package dev.sluice.it.fleet;

import java.util.stream.Collectors;

/** A fleet as Sluice's user would write it down. */
final class InventoryText {
    private InventoryText() {}

    static String of(String name, RealFleet fleet) {
        RealHost first = fleet.host(1);
        return """
                inventory: 1
                name: %s
                defaults:
                  path: %s/{host}/srv/shop
                  ssh:
                    user: %s
                    port: %d
                    key: %2$s/id_ed25519
                    known_hosts: %2$s/known_hosts
                  web:
                    url: http://{address}:%5$d
                    host: %6$s
                groups:
                  web:
                    hosts:
                %7$s
                """.formatted(
                        name,
                        fleet.directory(),
                        fleet.sshUser(),
                        first.sshPort(),
                        first.httpPort(),
                        first.web().site(),
                        fleet.hosts().stream().map(InventoryText::entry).collect(Collectors.joining("\n")));
    }

    private static String entry(RealHost host) {
        return "      - { name: %s, address: %s, web: { fastcgi: \"unix:%s\" } }"
                .formatted(host.name(), host.address(), host.fpmSocket());
    }
}
