package dev.sluice.it.fleet;

import dev.sluice.it.fleet.ServerProcess.Launch;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An HAProxy in front of a fleet: each request goes to the next host, and the answer's header {@link #SERVED_BY} names it. {@link #close()} ends
 * it before its fleet is closed.
 */
public final class Balancer implements AutoCloseable {
    public static final String SERVED_BY = "x-served-by";

    private final WebTarget web;
    private final ServerProcess haproxy;
    private final Path socket;

    private Balancer(WebTarget web, ServerProcess haproxy, Path socket) {
        this.web = web;
        this.haproxy = haproxy;
        this.socket = socket;
    }

    /** Starts one on a free port of 127.0.0.1 and returns when it accepts. */
    public static Balancer before(RealFleet fleet) {
        try {
            var socket = fleet.directory().resolve("haproxy.sock");
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.on("127.0.0.1"));
            var file = Files.writeString(
                    fleet.directory().resolve("haproxy.cfg"), settings(address.getPort(), fleet, socket));
            var program = RequiredPrograms.ofThisMachine().program("haproxy").toString();
            var haproxy = new ServerProcess(
                    "haproxy", launch(List.of(program, "-db", "-f", file.toString()), fleet, address));
            var balancer = new Balancer(new WebTarget("balancer", address, ServerSettings.SITE_HOST), haproxy, socket);
            haproxy.start();
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the balancer's files", e);
        }
    }

    private static Launch launch(List<String> command, RealFleet fleet, InetSocketAddress address) {
        Path log = fleet.directory().resolve("haproxy.log");
        var mark = Map.of(RunningProcesses.MARK, fleet.directory().toString());
        return new Launch(command, mark, fleet.directory(), log, () -> accepts(address));
    }

    /** Requests of one connection go to different hosts too. */
    private static String settings(int port, RealFleet fleet, Path socket) {
        var servers = fleet.hosts().stream()
                .map(host -> "  server %s %s:%d".formatted(host.name(), host.address(), host.httpPort()))
                .collect(Collectors.joining("\n"));
        return """
                global
                  maxconn 200
                  stats socket %s mode 600 level admin
                defaults
                  mode http
                  timeout connect 30s
                  timeout client 60s
                  timeout server 60s
                frontend visitors
                  bind 127.0.0.1:%d
                  default_backend hosts
                backend hosts
                  balance roundrobin
                  http-response set-header %s %%s
                %s
                """.formatted(socket, port, SERVED_BY, servers);
    }

    private static boolean accepts(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The site as a visitor reaches it who knows of no hosts. */
    public WebTarget web() {
        return web;
    }

    /** Its runtime socket, where an administrator takes hosts out and puts them back. */
    public Path socket() {
        return socket;
    }

    @Override
    public void close() {
        haproxy.askToEnd();
        haproxy.end();
    }
}
