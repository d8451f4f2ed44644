package dev.sluice.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Inventory and playbook of a demo, as a user would write them. */
final class DemoFiles {
    private DemoFiles() {}

    static String inventory(EmbeddedFleet fleet) {
        var hosts = fleet.hosts();
        var siteName = hosts.get(0).sitePath().getFileName();
        return """
                inventory: 1
                name: demo
                defaults:
                  path: %s
                  ssh:
                    user: demo
                    key: %s
                    known_hosts: %s
                  web:
                    host: shop.example.com
                    via: ssh
                groups:
                %s""".formatted(
                        quoted(fleet.directory() + "/{host}/" + siteName),
                        quoted(fleet.clientKey().toString()),
                        quoted(fleet.knownHosts().toString()),
                        groups(hosts));
    }

    static String playbook(EmbeddedFleet fleet, Path endpointKey) {
        return """
                playbook: 1
                name: %s
                targets: %s
                release:
                  keep: 2
                  docroot: public
                strategy:
                  batches: [1, 34%%, 50%%]
                  order: groups
                  soak: 1s
                  min_available: 50%%
                  on_failure: revert_all
                opcache:
                  endpoint: in_release
                  key: %s
                  method: reset
                  proof: { workers: all, within: 10s }
                health:
                  - { name: ready, http: /healthz, status: 200 }
                  - { name: front page, http: /, status: 200, contains: "</html>" }
                probe: { every: 1s, timeout: 5s, consecutive: 2, within: 20s }
                """.formatted(
                        fleet.hosts().get(0).sitePath().getFileName(),
                        fleet.hosts().size() > 1 ? "canary, web" : "canary",
                        quoted("file:" + endpointKey));
    }

    private static String groups(List<EmbeddedHost> hosts) {
        var canary = "  canary:\n    hosts:\n" + host(hosts.get(0));
        var others = hosts.stream().skip(1).map(DemoFiles::host).collect(Collectors.joining());
        return others.isEmpty() ? canary : canary + "  web:\n    hosts:\n" + others;
    }

    private static String host(EmbeddedHost host) {
        return "      - { name: %s, address: 127.0.0.1, ssh: { port: %d }, web: { url: \"http://127.0.0.1:%d\" } }\n"
                .formatted(host.name(), host.sshPort(), host.webPort());
    }

    /** A YAML scalar in single quotes, in which only the quote itself has a meaning (YAML 1.2.2, 7.3.2). */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
