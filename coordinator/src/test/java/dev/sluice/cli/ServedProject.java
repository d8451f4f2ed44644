package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.daemon.Daemon;
import dev.sluice.daemon.DaemonSpec;
import dev.sluice.daemon.NoAlarm;
import dev.sluice.daemon.SilentFront;
import dev.sluice.host.Timekeeper;
import dev.sluice.web.ArtifactRoots;
import dev.sluice.web.CommandServer;
import dev.sluice.web.ServedArtifacts;
import dev.sluice.web.Uploads;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import dev.sluice.wiring.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Hosts without processes, and a daemon in this process that runs commands for them. */
final class ServedProject implements AutoCloseable {
    private final DemoProject project;
    private final Coordinator coordinator;
    private final Daemon daemon;
    private final Thread thread;
    private final CommandServer server;

    ServedProject() throws Exception {
        this.project = DemoProject.start();
        var state = project.directory().resolve("daemon");
        this.coordinator = new Coordinator(new Settings(state, Map.of(), "the daemon", Optional.empty()));
        Timekeeper time = new SystemTime();
        this.daemon = new Daemon(
                DaemonSpec.of(project.inventory(), project.playbook()),
                coordinator,
                new NoAlarm(),
                notice -> {},
                time,
                SilentFront::new);
        this.thread = new Thread(this::run);
        thread.start();
        while (daemon.sites().get(0).project().isEmpty()) {
            Thread.onSpinWait();
        }
        var uploads = new Uploads(state.resolve(".uploads"), 1 << 20, InstantSource.system());
        var roots = new ArtifactRoots(
                List.of(Files.createDirectories(project.directory().resolve("builds"))));
        this.server = CommandServer.start(
                daemon.sites(), state, uploads, new ServedCommands(new ServedArtifacts(roots, uploads)));
    }

    private void run() {
        try {
            daemon.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    DemoProject project() {
        return project;
    }

    Daemon daemon() {
        return daemon;
    }

    String url() {
        return server.url();
    }

    int port() {
        return server.port();
    }

    /** A directory from which the daemon takes artifacts. */
    Path builds() {
        return project.directory().resolve("builds");
    }

    /** A build as one file. */
    Path archive() throws IOException, InterruptedException {
        return packed(project.artifact(), "build.tar.gz");
    }

    Path packed(Path tree, String name) throws IOException, InterruptedException {
        var file = project.directory().resolve(name);
        var tar = new ProcessBuilder("tar", "-czf", file.toString(), "-C", tree.toString(), ".").start();
        assertEquals(0, tar.waitFor());
        return file;
    }

    /** A command of a client with all scopes. */
    CommandLineRun client(String line, Object... more) {
        return clientIn(Map.of(), line, more);
    }

    /** With variables in the environment, in which a token may be. */
    CommandLineRun clientIn(Map<String, String> environment, String line, Object... more) {
        var all = new HashMap<>(Map.of("SLUICE_TOKEN", "jenkins"));
        all.putAll(environment);
        var words = new ArrayList<Object>(List.of("--server", url(), "--reconnect", "3s"));
        Stream.concat(Stream.of((Object[]) line.split(" ")), Stream.of(more)).forEach(words::add);
        return CommandLineRun.in(all, words.toArray());
    }

    CommandLineRun ends(int code, String line, Object... more) {
        var run = client(line, more);
        assertEquals(code, run.exitCode(), () -> line + "\n" + run.out() + run.err());
        return run;
    }

    @Override
    public void close() {
        daemon.stop("SIGTERM");
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        coordinator.close();
        project.close();
    }
}
