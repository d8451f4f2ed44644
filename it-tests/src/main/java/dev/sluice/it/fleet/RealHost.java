package dev.sluice.it.fleet;

import dev.sluice.it.fleet.FleetOptions.HostAddress;
import dev.sluice.it.fleet.FleetOptions.WebServer;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One host of a {@link RealFleet}: three servers on one loopback address, or sshd alone on a worker host. */
public final class RealHost {
    private final HostAddress address;
    private final Ports ports;
    private final HostDirectory directory;
    private final WebTarget web;
    private final HostKeys keys;
    private final SiteByHand site;
    private final ServerProcess sshd;
    private final ServerProcess fpm;
    private final ServerProcess otherFpm;
    private final ServerProcess webServer;
    private final WebServer kind;

    /** Writes what the host needs; starts nothing. */
    RealHost(FleetDirectory fleet, FleetOptions options, HostAddress address, Ports ports) throws IOException {
        this.address = address;
        this.ports = ports;
        directory = fleet.host(address.name());
        directory.make();
        web = new WebTarget(
                address.name(), new InetSocketAddress(address.ip(), ports.http()), ServerSettings.SITE_HOST);
        keys = new HostKeys(fleet.programs().program("ssh-keygen"), directory);
        site = new SiteByHand(directory.site(), web, options.workers());
        var endpoint = new ServerSettings.Endpoint(address.ip(), ports.ssh(), ports.http());
        var settings = new ServerSettings(options, fleet.account(), directory, endpoint);
        var servers = new HostServers(fleet.system(address.suite()), settings, web, fleet.root());
        sshd = servers.sshd(keys, fleet.authorizedKeys());
        fpm = servers.fpm(directory.fpmSocket());
        otherFpm = servers.fpm(directory.otherFpmSocket());
        kind = options.server();
        webServer = kind.isApache() ? servers.apache() : servers.nginx();
    }

    /** As in the inventory: {@code web01}. */
    public String name() {
        return address.name();
    }

    /** {@code 127.0.1.1}. */
    public String address() {
        return address.ip();
    }

    public int sshPort() {
        return ports.ssh();
    }

    public int httpPort() {
        return ports.http();
    }

    /** The site as a visitor reaches it. */
    public WebTarget web() {
        return web;
    }

    /** {@code …/srv/shop}: what an inventory calls {@code path}. An empty directory at first. */
    public Path sitePath() {
        return directory.site();
    }

    /** PHP's temporary directory. */
    public Path temporary() {
        return directory.temporary();
    }

    /** PHP-FPM's Unix socket. */
    public Path fpmSocket() {
        return directory.fpmSocket();
    }

    /** Does to the site what somebody without a tool would do. */
    public SiteByHand site() {
        return site;
    }

    public ServerProcess sshd() {
        return sshd;
    }

    public ServerProcess fpm() {
        return fpm;
    }

    /** nginx or Apache. */
    public ServerProcess webServer() {
        return webServer;
    }

    /** {@code SHA256:…} of its ed25519, ECDSA and RSA key. */
    public List<String> hostKeyFingerprints() {
        return keys.fingerprints();
    }

    /** Its lines of a {@code known_hosts} file, by address and by name. */
    List<String> knownHostsLines() throws IOException {
        return keys.knownHostsLines("[%s]:%d,[%s]:%2$d".formatted(address(), sshPort(), name()));
    }

    /** The ends of all logs, by server. */
    public Map<String, String> logTails() {
        return servers().stream().collect(Collectors.toMap(ServerProcess::name, ServerProcess::logTail));
    }

    void start() {
        keys.make();
        servers().forEach(ServerProcess::start);
    }

    Stream<ProcessHandle> askToEnd() {
        return servers().stream().flatMap(server -> server.askToEnd().stream());
    }

    void end() {
        servers().forEach(ServerProcess::end);
    }

    /** The web server is last, because it is ready when it reaches PHP. */
    List<ServerProcess> servers() {
        return switch (address.kind()) {
            case WEB ->
                switch (kind) {
                    case NGINX, APACHE_FPM -> List.of(sshd, fpm, webServer);
                    case NGINX_TWO_MASTERS -> List.of(sshd, fpm, otherFpm, webServer);
                    case APACHE_MODULE -> List.of(sshd, webServer);
                };
            case WORKER -> List.of(sshd);
        };
    }

    /** Ends sshd and every session: who connects is refused, and who is connected hears no more. The site goes on. */
    public void becomeUnreachable() {
        sshd.signalAll(Signal.KILL);
    }

    /** Returns when the host can be logged in at again, with the same keys. */
    public void becomeReachable() {
        sshd.start();
    }

    HostKind kind() {
        return address.kind();
    }

    @Override
    public String toString() {
        return name() + " at " + address() + " (ssh " + sshPort() + ", http " + httpPort() + ")";
    }
}
