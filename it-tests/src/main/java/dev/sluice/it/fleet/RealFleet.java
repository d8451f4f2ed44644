package dev.sluice.it.fleet;

import dev.sluice.it.fleet.FleetOptions.HostAddress;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts on 127.0.1.1 and on, each with an OpenSSH server, an nginx and a PHP-FPM of its own, as root or as an ordinary user. Worker
 * hosts, which have OpenSSH only, come besides: {@code RealFleet.of(6).workerHosts(2).start()}.
 *
 * <pre>{@code
 * try (var fleet = RealFleet.start(8)) {
 *     fleet.makeSiteByHand(SampleSite.of("v1"));
 *     …
 * }
 * }</pre>
 *
 * {@link #close()} leaves nothing behind. A JVM that is asked to end (SIGTERM, SIGINT) closes its fleets too.
 */
public final class RealFleet implements AutoCloseable {
    private final FleetDirectory directory;
    private final Ports ports;
    private final Thread safetyNet = new Thread(this::end, "end a real fleet");
    private final List<RealHost> hosts = new ArrayList<>();
    private volatile boolean ending;

    private RealFleet(FleetDirectory directory, Ports ports) {
        this.directory = directory;
        this.ports = ports;
    }

    /** Hosts with four PHP workers each and {@code $document_root}. */
    public static RealFleet start(int hosts) {
        return of(hosts).start();
    }

    /** For a fleet that differs: {@code RealFleet.of(3).workers(8).root(REALPATH_ROOT).start()}. */
    public static FleetOptions of(int hosts) {
        return FleetOptions.of(hosts);
    }

    /**
     * Starts everything, or nothing.
     *
     * @throws IllegalStateException when programs are missing, or naming the host that did not start, with its logs
     */
    static RealFleet start(FleetOptions options) {
        RequiredPrograms programs = RequiredPrograms.ofThisMachine().complete();
        List<HostAddress> addresses = options.addresses();
        Ports ports = Ports.reserve(addresses.stream().map(HostAddress::ip).toList());
        RealFleet fleet = new RealFleet(FleetDirectory.make(programs), ports);
        Runtime.getRuntime().addShutdownHook(fleet.safetyNet);
        try {
            fleet.startHosts(options, addresses);
            return fleet;
        } catch (RuntimeException e) {
            fleet.closeAfter(e);
            throw e;
        }
    }

    private void startHosts(FleetOptions options, List<HostAddress> addresses) {
        directory.account().makeSshdStartable();
        directory.makeClientKey();
        try {
            for (HostAddress address : addresses) {
                hosts.add(new RealHost(directory, options, address, ports));
            }
            EachHost.of(hosts).run(this::start);
            for (RealHost host : hosts) {
                Files.write(knownHosts(), host.knownHostsLines(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the fleet's files", e);
        }
    }

    private void start(RealHost host) {
        if (ending) {
            throw new IllegalStateException("the JVM is ending");
        }
        host.start();
    }

    /** Those with a web server, in the order of their names. */
    public List<RealHost> hosts() {
        return hosts(HostKind.WEB);
    }

    /** Those without one, in the order of their names; none unless they were asked for. */
    public List<RealHost> workerHosts() {
        return hosts(HostKind.WORKER);
    }

    private List<RealHost> hosts(HostKind kind) {
        return hosts.stream().filter(host -> host.kind() == kind).toList();
    }

    /** The n-th host, from 1: {@code host(1)} is {@code web01}. */
    public RealHost host(int number) {
        return hosts().get(number - 1);
    }

    /** The n-th worker host, from 1: {@code workerHost(1)} is {@code jobs01}. */
    public RealHost workerHost(int number) {
        return workerHosts().get(number - 1);
    }

    /** All hosts as visitors reach them. */
    public List<WebTarget> web() {
        return hosts().stream().map(RealHost::web).toList();
    }

    /** Makes a live, warm site on every host, as a hand would: no tool has been here. On a worker host nobody warms it. */
    public void makeSiteByHand(SampleSite release) {
        EachHost.of(hosts()).run(host -> host.site().make(release));
        EachHost.of(workerHosts()).run(host -> {
            host.site().add(release);
            host.site().switchTo(release.label());
        });
    }

    /** The fleet's own directory: hosts, keys, logs. */
    public Path directory() {
        return directory.root();
    }

    /** Who logs in over SSH, and owns the sites. */
    public String sshUser() {
        return directory.account().name();
    }

    /** The group as which PHP and nginx read the sites. */
    public String webGroup() {
        return directory.account().webGroup();
    }

    /** The private key that opens every host. */
    public Path clientKey() {
        return directory.clientKey();
    }

    /** A {@code known_hosts} file with all keys of all hosts. */
    public Path knownHosts() {
        return directory.knownHosts();
    }

    /** The fleet as an inventory in YAML, all hosts with a web server in the group {@code web}. */
    public String inventory(String name) {
        return InventoryText.of(name, this);
    }

    /**
     * The same with the groups {@code canary} (the first host), {@code web} (all with a web server) and {@code workers}, each host with the
     * labels {@code env: prod} and {@code rack: a} or {@code b} by turns.
     */
    public String groupedInventory(String name) {
        return InventoryText.grouped(name, this);
    }

    /** Ends every server by its process id, waits for its end, and deletes the directory. Does nothing the second time. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(safetyNet);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook finds nothing left to do.
        }
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Each part also when one before it failed. */
    private synchronized void end() {
        ending = true;
        try {
            // A stopped process hears of its end only when it goes on.
            Signal.CONT.sendTo(hosts.stream().flatMap(RealHost::askToEnd));
            hosts.forEach(RealHost::end);
        } finally {
            try {
                RunningProcesses.end(RunningProcesses.of(directory.root()));
            } finally {
                directory.delete();
                ports.close();
            }
        }
    }
}
