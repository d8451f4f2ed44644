package dev.sluice.cli;

import dev.sluice.document.Durations;
import dev.sluice.document.OwnFile;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.remote.AccessToken;
import dev.sluice.remote.ServerAddress;
import dev.sluice.remote.ServerTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The daemon that runs a command in the place of this process. */
@SuppressWarnings("NullAway.Init")
final class ServerOptions {
    /** Those that have a value in the next word, or behind =. */
    static final List<String> NAMES = List.of("--server", "--token-file", "--ca", "--fleet", "--reconnect");

    private static final int MOST_BYTES = 4_096;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "a sluice serve that runs COMMAND: no key for the hosts is needed here, but a token in SLUICE_TOKEN")
    private Optional<String> server;

    @Option(names = "--token-file", paramLabel = "FILE", description = "has the token, in place of SLUICE_TOKEN")
    private Optional<Path> tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "certificates (PEM) of the authorities that vouch for the server, in place of those of Java")
    private Optional<String> authorities;

    @Option(names = "--fleet", paramLabel = "INVENTORY/SITE", description = "the site, where the server has several")
    private Optional<String> fleet;

    @Option(
            names = "--reconnect",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "how long a server that cannot be reached is tried (default: ${DEFAULT-VALUE})")
    private String reconnect;

    Optional<String> fleet() {
        return fleet;
    }

    /** Whether a daemon runs the command. */
    boolean isGiven() {
        return server.filter(url -> !url.isBlank()).isPresent();
    }

    ServerAddress address() throws RefusedException {
        try {
            return ServerAddress.parse(server.orElseThrow());
        } catch (IllegalArgumentException e) {
            throw refused("--server " + server.orElseThrow() + ": it " + e.getMessage(), "");
        }
    }

    /** @param environment with the token, where no file has it */
    AccessToken token(Map<String, String> environment) throws RefusedException {
        try {
            return AccessToken.parse(
                    tokenFile.isPresent() ? text(tokenFile.get()) : environment.getOrDefault("SLUICE_TOKEN", ""));
        } catch (IllegalArgumentException e) {
            throw refused(
                    (tokenFile.isPresent() ? "the token in " + tokenFile.get() : "SLUICE_TOKEN") + " " + e.getMessage(),
                    "sluice token create makes a token on the daemon's machine; it is for SLUICE_TOKEN or --token-file");
        }
    }

    ServerTrust trust() throws RefusedException {
        try {
            return authorities.isPresent() ? ServerTrust.of(authorities.get()) : ServerTrust.ofJava();
        } catch (IOException e) {
            throw refused("--ca cannot be used: " + e.getMessage(), "");
        }
    }

    private static String text(Path file) throws RefusedException {
        try {
            return OwnFile.read(file, OwnFile.Access.SECRET, MOST_BYTES);
        } catch (IOException e) {
            throw refused("--token-file cannot be used: " + e.getMessage(), "");
        }
    }

    Duration reconnect() throws RefusedException {
        return Durations.parse(reconnect)
                .orElseThrow(() -> refused("--reconnect " + reconnect + " is no duration", "such as --reconnect 10m"));
    }

    static RefusedException refused(String what, String next) {
        return new RefusedException(Reason.USAGE, List.of(what), next);
    }
}
