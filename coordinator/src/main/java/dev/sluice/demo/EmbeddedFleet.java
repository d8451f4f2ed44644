package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fleet in this process: hosts {@code web01}, {@code web02} … on 127.0.0.1, each with its own ports, key, directory and faults. Their commands are
 * real processes by default. It uses only ports, threads, processes and one directory, and closing releases all of them.
 */
public final class EmbeddedFleet implements AutoCloseable {
    private final Path directory;
    private final KeyPair key;
    private final FleetResources resources;
    private final List<EmbeddedHost> hosts = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedFleet(Path directory, KeyPair key) throws IOException {
        this.directory = directory;
        this.key = key;
        this.resources = FleetResources.open(key.getPublic());
    }

    private void open(int count, HostSettings settings) throws IOException {
        var digits = Math.max(2, String.valueOf(count).length());
        for (int number = 1; number <= count; number++) {
            var name = "web" + "0".repeat(digits - String.valueOf(number).length()) + number;
            hosts.add(new EmbeddedHost(name, directory.resolve(name), settings, resources));
        }
        FleetKeys.writePrivateKey(clientKey(), key);
        Files.writeString(
                knownHosts(), hosts.stream().map(EmbeddedHost::knownHost).collect(Collectors.joining()));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** In the order of their names. */
    public List<EmbeddedHost> hosts() {
        return List.copyOf(hosts);
    }

    /** The host of that name, such as {@code web01}. */
    public EmbeddedHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("the fleet has no host " + name));
    }

    /** Contains everything that the fleet writes; deleted when the fleet is closed. */
    public Path directory() {
        return directory;
    }

    /** Private key that logs in on every host, in OpenSSH's format. */
    public Path clientKey() {
        return directory.resolve("id_ecdsa");
    }

    /** The hosts' keys, as {@code [127.0.0.1]:port}. */
    public Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** Begins the environment mark of each process of this fleet. */
    String mark() {
        return resources.mark();
    }

    /** Ends all connections and processes, and deletes the directory. Done once; later calls do nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            for (var host : hosts) {
                host.close();
            }
            resources.close();
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the fleet in " + directory + " left something behind", e);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What a fleet is made from; each setting has a default. */
    public static final class Builder {
        private final List<Consumer<EmbeddedFleet>> faults = new ArrayList<>();
        private int hosts = 6;
        private int workers = 4;
        private String site = "shop";
        private Duration realpathTtl = Duration.ofMinutes(2);
        private Optional<HostPrograms> commands = Optional.empty();
        private @Nullable Path directory;

        private Builder() {}

        /** How many hosts; 6 by default. */
        public Builder hosts(int count) {
            hosts = count;
            return this;
        }

        /** How many PHP workers a host has; 4 by default. */
        public Builder workers(int count) {
            workers = count;
            return this;
        }

        /** Name of the site's directory on each host; {@code shop} by default. */
        public Builder site(String name) {
            site = name;
            return this;
        }

        /** How long a PHP worker remembers where {@code current} leads; two minutes by default, as in PHP. */
        public Builder realpathTtl(Duration ttl) {
            realpathTtl = ttl;
            return this;
        }

        /** What answers commands in this process; real shells by default. */
        public Builder commands(HostPrograms programs) {
            commands = Optional.of(programs);
            return this;
        }

        /** A directory that does not exist yet and is deleted with the fleet; a temporary one by default. */
        public Builder directory(Path path) {
            directory = path;
            return this;
        }

        /** A fault that one host has from the start. */
        public Builder fault(String host, Fault fault, FaultSchedule occasions) {
            faults.add(fleet -> fleet.host(host).inject(fault, occasions));
            return this;
        }

        /** Starts all hosts. They have neither releases nor {@code current}; {@link DemoSite} gives them some. */
        public EmbeddedFleet start() throws IOException {
            var settings = new HostSettings(site, workers, realpathTtl, commands);
            var home = directory == null ? Files.createTempDirectory("sluice-fleet") : Files.createDirectory(directory);
            var fleet = new EmbeddedFleet(home.toRealPath(), FleetKeys.generate());
            try {
                fleet.open(hosts, settings);
                faults.forEach(fault -> fault.accept(fleet));
                return fleet;
            } catch (IOException | RuntimeException e) {
                fleet.close();
                throw e;
            }
        }
    }
}
