package dev.sluice.it.refusal;

import java.nio.file.Path;

/** The inventory of hosts that are all one server of this machine. */
final class OneSshdInventory {
    private OneSshdInventory() {}

    /**
     * @param directory that the hosts' sites would be in
     * @param more of the SSH settings, each after a comma and a blank
     * @param hosts their names, with a comma and a blank between them
     */
    static String text(Path directory, int port, Path knownHosts, String more, String hosts) {
        var entries = new StringBuilder();
        for (var host : hosts.split(", ", -1)) {
            entries.append("      - { name: ").append(host).append(", address: 127.0.0.1 }\n");
        }
        return """
            inventory: 1
            name: prod
            defaults:
              path: %s/srv/{host}
              ssh: { user: %s, port: %d, known_hosts: %s%s }
            groups:
              web:
                hosts:
            %s\
            """.formatted(directory, System.getProperty("user.name"), port, knownHosts, more, entries);
    }
}
