package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.access.Callers;
import dev.sluice.access.Scope;
import dev.sluice.access.TokenStore;
import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonSpec;
import dev.sluice.daemon.NoAlarm;
import dev.sluice.daemon.ServedSite;
import dev.sluice.daemon.SilentFront;
import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.paper.PaperHosts;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import dev.sluice.wiring.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two hosts on paper, and a daemon with the HTTP front that serves their site. */
final class ServedProject implements AutoCloseable {
    private final EmbeddedFleet fleet;
    private final DemoSite site;
    private final Coordinator coordinator;
    private final Daemon daemon;
    private final Thread thread;
    private final TokenStore tokens;
    private final HttpFront front;

    private static final Commands NO_COMMANDS = new Commands() {
        @Override
        public Optional<Admission> admission(List<String> arguments) {
            return Optional.empty();
        }

        @Override
        public int run(ServedSite site, Caller caller, List<String> arguments, Path reports, Console console) {
            return 2;
        }
    };

    private ServedProject(EmbeddedFleet fleet) throws IOException {
        this.fleet = fleet;
        this.site = DemoSite.on(fleet);
        replace(site.playbookFile(), "soak: 1s", "soak: 0s");
        replace(site.playbookFile(), "every: 1s", "every: 1ms");
        replace(
                site.playbookFile(),
                "method: reset",
                "method: invalidate"); // resets of one cache keep seconds between them
        var state = fleet.directory().resolve("state");
        this.coordinator = new Coordinator(new Settings(state, Map.of(), "daemon", Optional.empty()));
        var time = new SystemTime();
        this.daemon = new Daemon(
                DaemonSpec.of(site.inventoryFile(), site.playbookFile()),
                coordinator,
                new NoAlarm(),
                notice -> {},
                time,
                SilentFront::new);
        this.thread = new Thread(this::serve);
        thread.start();
        this.tokens = new TokenStore(state, time::now, new SecureRandom());
        this.front = new HttpFront(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                daemon.sites(),
                new HttpFront.Means(
                        new Callers(tokens, Optional.empty(), time::now),
                        List.of(
                                site.goodArtifact().getParent(),
                                site.badArtifact().getParent()),
                        coordinator,
                        SilentFront::new,
                        notice -> {},
                        new SecureRandom(),
                        artifacts -> NO_COMMANDS,
                        state));
    }

    static ServedProject start() throws IOException {
        return new ServedProject(
                EmbeddedFleet.builder().hosts(2).commands(new PaperHosts()).start());
    }

    private void serve() {
        try {
            daemon.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void replace(Path file, String old, String now) throws IOException {
        Files.writeString(file, Files.readString(file).replace(old, now));
    }

    int port() {
        return front.port();
    }

    DemoSite site() {
        return site;
    }

    Path state() {
        return fleet.directory().resolve("state");
    }

    /** Changes the playbook; the daemon reads it within some seconds. */
    void edit(String old, String now) throws IOException {
        replace(site.playbookFile(), old, now);
    }

    /** A new token. */
    String token(String name, Scope... scopes) throws IOException {
        return tokens.create(name, Set.of(scopes), Duration.ofDays(1)).text();
    }

    void revoke(String name) throws IOException {
        tokens.revoke(name);
    }

    List<String> routes() {
        return front.routes();
    }

    /** The header of a browser in which a person has signed in with this token. */
    String signIn(String token) throws IOException, InterruptedException {
        var answer = new Client(port(), "")
                .post("/login", "token=" + token, "Content-Type", "application/x-www-form-urlencoded");
        return answer.response()
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    /** What a host's link names. */
    String live(String host) throws IOException {
        return Files.readSymbolicLink(fleet.host(host).sitePath().resolve("current"))
                .getFileName()
                .toString();
    }

    /** HTTP is still served, as while what runs comes to its end. */
    void stopDaemon() throws InterruptedException {
        daemon.stop("SIGTERM");
        thread.join();
    }

    @Override
    public void close() throws IOException {
        front.close();
        daemon.stop("SIGTERM");
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        coordinator.close();
        fleet.close();
    }
}
