package dev.sluice.it.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** One OpenSSH server on a loopback port, with a configuration of its own, and the key that it lets in. */
public final class OneSshd implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final Process process;

    private OneSshd(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** @param lines of sshd_config, before all others: the first one wins */
    public static OneSshd start(Path directory, String... lines) {
        try {
            Files.createDirectories(directory);
            key(directory.resolve("host_key"));
            key(directory.resolve("id"));
            int port = FreePort.on("127.0.0.1");
            var config = Files.writeString(directory.resolve("sshd_config"), config(directory, port, List.of(lines)));
            var log = directory.resolve("sshd.log").toFile();
            Account.current().makeSshdStartable();
            var sshd = RequiredPrograms.ofThisMachine().program("sshd").toString();
            var process = new ProcessBuilder(sshd, "-D", "-e", "-f", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            Awaitility.await().until(() -> !process.isAlive() || greets(port));
            var started = new OneSshd(directory, port, process);
            if (!process.isAlive()) {
                throw new IllegalStateException("sshd has ended: " + started.log());
            }
            started.writeKnownHosts();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start an sshd", e);
        }
    }

    private static String config(Path directory, int port, List<String> lines) {
        return String.join("\n", lines) + """

            ListenAddress 127.0.0.1:%d
            HostKey %s/host_key
            AuthorizedKeysFile %2$s/id.pub
            SetEnv SHLVL=1 HOME=%2$s
            LogLevel VERBOSE
            """.formatted(port, directory) + SshdLines.COMMON;
    }

    /**
     * Makes a key pair of type ed25519.
     *
     * @param more options of ssh-keygen; without any the key has no passphrase
     */
    public static void key(Path file, String... more) {
        var command = new java.util.ArrayList<>(List.of(
                RequiredPrograms.ofThisMachine().program("ssh-keygen").toString(),
                "-q",
                "-t",
                "ed25519",
                "-f",
                file.toString()));
        command.addAll(more.length == 0 ? List.of("-N", "") : List.of(more));
        Command.run(command);
    }

    private static boolean greets(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException notYet) {
            return false;
        }
    }

    private void writeKnownHosts() throws IOException {
        Files.writeString(
                knownHosts(), "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host_key.pub")));
    }

    /** Of the loopback address 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The private key that it lets in. */
    public Path key() {
        return directory.resolve("id");
    }

    /** With its host key. */
    public Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** Configuration, keys and log. */
    public Path directory() {
        return directory;
    }

    /** Its log at VERBOSE: each connection and each key that was shown. */
    public String log() {
        try {
            return Files.readString(directory.resolve("sshd.log"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of sshd", e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
