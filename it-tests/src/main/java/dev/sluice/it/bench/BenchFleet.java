package dev.sluice.it.bench;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.SshHosts;
import dev.sluice.it.fleet.SshHosts.Host;
import dev.sluice.it.release.Operator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Hosts with OpenSSH alone, a tree to release, and an operator with a playbook that needs neither PHP nor a web server on them. */
final class BenchFleet implements AutoCloseable {
    private final SshHosts hosts;
    private final SiteTree tree;
    private final Operator operator;

    private BenchFleet(SshHosts hosts, SiteTree tree, Operator operator) {
        this.hosts = hosts;
        this.tree = tree;
        this.operator = operator;
    }

    /**
     * @param addresses that one sshd serves
     * @param launcher of the product; empty for this JVM
     */
    static BenchFleet start(BenchOrder order, int addresses, Optional<Path> launcher) {
        var hosts = SshHosts.start(order.hosts(), addresses);
        try {
            hosts.hosts().forEach(host -> create(site(host)));
            var directory = create(hosts.directory().resolve("operator"));
            var tree = SiteTree.make(directory.resolve("tree"), order.shape());
            var operator = Operator.of(inventory(hosts), playbook(order), directory);
            return new BenchFleet(
                    hosts, tree, launcher.map(operator::launchedBy).orElse(operator));
        } catch (RuntimeException e) {
            hosts.close();
            throw e;
        }
    }

    private static String inventory(SshHosts hosts) {
        return """
                inventory: 1
                name: bench
                defaults:
                  path: %s/{host}/site
                  ssh: { user: %s, port: %d, key: %s, known_hosts: %s }
                groups:
                  web:
                    hosts:
                %s
                """.formatted(
                        hosts.directory(),
                        hosts.user(),
                        hosts.port(),
                        hosts.clientKey(),
                        hosts.knownHosts(),
                        hosts.hosts().stream()
                                .map(host -> "      - { name: %s, address: %s }".formatted(host.name(), host.address()))
                                .collect(Collectors.joining("\n")));
    }

    /** Nothing but the upload and the switch. */
    private static String playbook(BenchOrder order) {
        return """
                playbook: 1
                name: bench
                targets: web
                release: { docroot: ., keep: 1 }
                strategy: { batches: [%d], soak: 0s, min_available: 0%% }
                opcache: { endpoint: none, method: none, key: "file:endpoint.pem" }
                """.formatted(order.hostsOfABatch());
    }

    List<Host> hosts() {
        return hosts.hosts();
    }

    SshHosts ssh() {
        return hosts;
    }

    SiteTree tree() {
        return tree;
    }

    Operator operator() {
        return operator;
    }

    /** What the inventory calls {@code path}. */
    static Path site(Host host) {
        return host.directory().resolve("site");
    }

    /** A directory for the files of one side on this machine. */
    Path work(String side) {
        return create(hosts.directory().resolve("operator").resolve(side));
    }

    static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory", e);
        }
    }

    /** Also one that is not there. */
    static void remove(Path directory) {
        Command.run(List.of("rm", "-rf", "--", directory.toString()));
    }

    @Override
    public void close() {
        hosts.close();
    }
}
