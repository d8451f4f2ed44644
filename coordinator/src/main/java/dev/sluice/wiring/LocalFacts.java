package dev.sluice.wiring;

import dev.sluice.document.HomePath;
import dev.sluice.document.OwnFile;
import dev.sluice.document.SecretSource;
import dev.sluice.notify.UndeliveredLetters;
import dev.sluice.readiness.LocalMachine;
import dev.sluice.readiness.LocalMachine.Agent;
import dev.sluice.readiness.LocalMachine.State;
import dev.sluice.readiness.LocalMachine.Undelivered;
import dev.sluice.secret.LocalSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects what a coordinator depends on of this machine; changes nothing. */
public final class LocalFacts {
    private final Map<String, String> environment;
    private final boolean placed;
    private final Path state;

    /** @param state where records are; empty where there is no place for them */
    public LocalFacts(Map<String, String> environment, Optional<Path> state) {
        this.environment = Map.copyOf(environment);
        this.placed = state.isPresent();
        this.state = state.orElse(Path.of("/")).toAbsolutePath().normalize();
    }

    /** Secrets as a rollout would read them here. */
    public static SecretSource secrets(Map<String, String> environment) {
        return new LocalSecrets(environment);
    }

    /** @param utf8 whether the locale has all characters, as the process' output has it */
    public LocalMachine collect(boolean utf8) {
        return new LocalMachine(
                Runtime.version().feature(),
                HomePath.home().map(Path::toString),
                !System.getProperty("user.name", "?").equals("?"),
                utf8,
                new State(state.toString(), stateProblem(), fileSystem()),
                Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                        .filter(socket -> !socket.isEmpty())
                        .map(socket -> new Agent(socket, agentProblem(socket))),
                knownHostsProblem(HomePath.expand("~/.ssh/known_hosts")),
                temporaryProblem(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))),
                undelivered(),
                Instant.now(),
                latest());
    }

    /** It is made with the first rollout, in the nearest directory that exists. */
    private Optional<String> stateProblem() {
        if (!placed) {
            return Optional.of("there is no place for records: neither HOME nor SLUICE_STATE is set");
        }
        var existing = existing();
        try {
            OwnFile.checkAbove(state);
            if (Files.exists(state)) {
                OwnFile.checkPrivate(state);
            }
        } catch (NoSuchFileException notYet) {
            // Its parents are made with it.
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (!Files.isDirectory(existing)) {
            return Optional.of(existing + " is not a directory");
        }
        return Files.isWritable(existing)
                ? Optional.empty()
                : Optional.of(
                        existing.equals(state)
                                ? state + " cannot be written"
                                : state + " does not exist, and cannot be made: " + existing + " cannot be written");
    }

    private Path existing() {
        var at = state;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    private String fileSystem() {
        try {
            return Files.getFileStore(existing()).type();
        } catch (IOException e) {
            return "an unknown file system";
        }
    }

    private Undelivered undelivered() {
        if (!placed) {
            return new Undelivered(0, 0, "");
        }
        var letters = UndeliveredLetters.in(state);
        return new Undelivered(letters.waiting(), letters.givenUp(), letters.lastFailure());
    }

    private static Optional<String> agentProblem(String socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> knownHostsProblem(Path file) {
        if (!Files.exists(file)) {
            return Optional.of(file + " does not exist");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of(file + " cannot be read");
    }

    private static Optional<String> temporaryProblem(Path directory) {
        return Files.isDirectory(directory) && Files.isWritable(directory)
                ? Optional.empty()
                : Optional.of(directory + " cannot be written");
    }

    /** Of the records' directories, and of the program itself. */
    private Instant latest() {
        return Stream.concat(fleets(), program().stream())
                .map(LocalFacts::modified)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private Stream<Path> fleets() {
        if (!placed) {
            return Stream.empty();
        }
        try (var found = Files.walk(state, 2)) {
            return found.toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }

    private static Optional<Path> program() {
        return Optional.ofNullable(LocalFacts.class.getProtectionDomain().getCodeSource())
                .map(source -> Path.of(source.getLocation().getPath()));
    }

    private static Instant modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
