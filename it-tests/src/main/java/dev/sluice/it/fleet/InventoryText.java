package dev.sluice.it.fleet;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A fleet as Sluice's user would write it down. */
final class InventoryText {
    private InventoryText() {}

    static String of(String name, RealFleet fleet) {
        return head(name, fleet) + """
                  web:
                    hosts:
                %s
                """.formatted(lines(fleet.hosts(), InventoryText::entry));
    }

    /** A bare name adds the group to a host that has its entry elsewhere. */
    static String grouped(String name, RealFleet fleet) {
        return head(name, fleet)
                + """
                  canary:
                    hosts:
                      - %s
                  web:
                    labels: { env: prod }
                    hosts:
                %s
                """.formatted(fleet.host(1).name(), lines(fleet.hosts(), InventoryText::labelled))
                + workers(fleet);
    }

    private static String workers(RealFleet fleet) {
        var workers = fleet.workerHosts();
        return workers.isEmpty() ? "" : """
                  workers:
                    labels: { env: prod }
                    hosts:
                %s
                """.formatted(lines(workers, InventoryText::labelled));
    }

    private static String head(String name, RealFleet fleet) {
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
                """.formatted(
                        name,
                        fleet.directory(),
                        fleet.sshUser(),
                        first.sshPort(),
                        first.httpPort(),
                        first.web().site());
    }

    private static String lines(List<RealHost> hosts, Function<RealHost, String> line) {
        return hosts.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static String entry(RealHost host) {
        return "      - { name: %s, address: %s, web: { fastcgi: \"unix:%s\" } }"
                .formatted(host.name(), host.address(), host.fpmSocket());
    }

    private static String labelled(RealHost host) {
        var rack = host.address().charAt(host.address().length() - 1) % 2 == 1 ? "a" : "b";
        var web = host.kind() == HostKind.WEB ? ", web: { fastcgi: \"unix:" + host.fpmSocket() + "\" }" : "";
        return "      - { name: %s, address: %s, labels: { rack: %s }%s }"
                .formatted(host.name(), host.address(), rack, web);
    }
}
