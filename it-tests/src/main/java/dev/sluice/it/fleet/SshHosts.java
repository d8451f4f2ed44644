package dev.sluice.it.fleet;

import dev.sluice.it.fleet.ServerProcess.Launch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hosts with OpenSSH alone, up to thousands of them: each has an address from 127.0.2.1 on and a directory of its own, all have the same host keys.
 * One sshd serves one address, or several, because a thousand servers are more than a small machine can run. {@link #close()} leaves nothing behind.
 */
public final class SshHosts implements AutoCloseable {
    /** As many addresses as one sshd listens on (MAX_LISTEN_SOCKS). */
    public static final int MOST_ADDRESSES = 16;

    private static final int ADDRESSES_OF_A_NET = 250;

    private final FleetDirectory fleet;
    private final Ports ports;
    private final HostKeys keys;
    private final List<Host> hosts;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final Thread safetyNet = new Thread(this::end, "end hosts with OpenSSH alone");

    /**
     * One host.
     *
     * @param name {@code web0001}
     * @param address {@code 127.0.2.1}
     * @param directory its own, empty at first
     */
    public record Host(String name, String address, Path directory) {
        static Host of(int number, Path fleet) {
            var name = "web%04d".formatted(number);
            int net = 2 + (number - 1) / ADDRESSES_OF_A_NET;
            int last = 1 + (number - 1) % ADDRESSES_OF_A_NET;
            return new Host(name, "127.0.%d.%d".formatted(net, last), fleet.resolve(name));
        }
    }

    private SshHosts(FleetDirectory fleet, Ports ports, List<Host> hosts) {
        this.fleet = fleet;
        this.ports = ports;
        this.hosts = hosts;
        this.keys = new HostKeys(fleet.programs().program("ssh-keygen"), fleet.host("sshd"));
    }

    /**
     * Starts everything, or nothing.
     *
     * @param addresses that each sshd listens on, at most {@link #MOST_ADDRESSES}
     */
    public static SshHosts start(int count, int addresses) {
        var fleet = FleetDirectory.make(RequiredPrograms.ofThisMachine());
        var hosts = new ArrayList<Host>();
        for (int number = 1; number <= count; number++) {
            hosts.add(Host.of(number, fleet.root()));
        }
        var started = new SshHosts(
                fleet, Ports.reserve(hosts.stream().map(Host::address).toList()), List.copyOf(hosts));
        Runtime.getRuntime().addShutdownHook(started.safetyNet);
        try {
            started.startAll(addresses);
            return started;
        } catch (RuntimeException | IOException e) {
            started.close();
            throw new IllegalStateException("the hosts did not start: " + e.getMessage(), e);
        }
    }

    private void startAll(int addresses) throws IOException {
        fleet.account().makeSshdStartable();
        fleet.makeClientKey();
        fleet.host("sshd").make();
        keys.make();
        var known = new ArrayList<String>();
        for (var host : hosts) {
            Files.createDirectories(host.directory());
            known.addAll(keys.knownHostsLines("[%s]:%d".formatted(host.address(), ports.ssh())));
        }
        Files.write(fleet.knownHosts(), known);
        for (int first = 0; first < hosts.size(); first += addresses) {
            var server = sshd(hosts.subList(first, Math.min(hosts.size(), first + addresses)));
            servers.add(server);
            server.start();
        }
    }

    private ServerProcess sshd(List<Host> served) throws IOException {
        var first = served.get(0);
        var config = fleet.host("sshd").write(first.name() + ".conf", config(served));
        var command = List.of(fleet.programs().program("sshd").toString(), "-D", "-e", "-f", config.toString());
        var mark = Map.of(RunningProcesses.MARK, fleet.root().toString());
        var log = fleet.host("sshd").log(first.name());
        return new ServerProcess(
                first.name() + " sshd", new Launch(command, mark, fleet.root(), log, () -> greets(first.address())));
    }

    /** OpenSSH's limits are those of one host: a server of several has as many times more. */
    private String config(List<Host> served) {
        var listen = served.stream()
                .map(host -> "ListenAddress %s:%d".formatted(host.address(), ports.ssh()))
                .collect(Collectors.joining("\n"));
        var identities =
                keys.privateKeys().stream().map(key -> "HostKey " + key).collect(Collectors.joining("\n"));
        return """
                %s
                %s
                MaxStartups %d:30:%d
                AuthorizedKeysFile %s
                PrintMotd no
                SetEnv %s=%s SHLVL=1 HOME=%s
                """.formatted(
                                listen,
                                identities,
                                10 * served.size(),
                                100 * served.size(),
                                fleet.authorizedKeys(),
                                RunningProcesses.MARK,
                                fleet.root(),
                                fleet.host("sshd").home())
                + SshdLines.COMMON;
    }

    private boolean greets(String address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, ports.ssh()), 1000);
            socket.setSoTimeout(1000);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    /** In the order of their names. */
    public List<Host> hosts() {
        return hosts;
    }

    /** The same on every host. */
    public int port() {
        return ports.ssh();
    }

    /** Who logs in, and owns the directories of all hosts. */
    public String user() {
        return fleet.account().name();
    }

    /** The private key that opens every host. */
    public Path clientKey() {
        return fleet.clientKey();
    }

    /** A {@code known_hosts} file with all keys of all hosts. */
    public Path knownHosts() {
        return fleet.knownHosts();
    }

    /** Hosts, keys, logs. */
    public Path directory() {
        return fleet.root();
    }

    /** Arguments of OpenSSH's client, without the host: no file of the user who runs this has an effect. */
    public List<String> sshOptions() {
        return List.of(
                "-F",
                "none",
                "-i",
                clientKey().toString(),
                "-p",
                Integer.toString(port()),
                "-l",
                user(),
                "-o",
                "BatchMode=yes",
                "-o",
                "UserKnownHostsFile=" + knownHosts());
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(safetyNet);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook finds nothing left to do.
        }
    }

    private synchronized void end() {
        try {
            servers.forEach(ServerProcess::askToEnd);
            servers.forEach(ServerProcess::end);
            servers.clear();
        } finally {
            try {
                RunningProcesses.end(RunningProcesses.of(fleet.root()));
            } finally {
                fleet.delete();
                ports.close();
            }
        }
    }
}
