package dev.sluice.it.refusal;

import static dev.sluice.it.release.EndedAssert.ends;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.Command;
import dev.sluice.it.fleet.FreePort;
import dev.sluice.it.fleet.OneSshd;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way in which a connection does not come about: the one line that a person reads, and the exit code. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ConnectionFaultsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private OneSshd sshd;

    /** What is wrong, the line that says so, and what to do next, each as a pattern. */
    enum Fault {
        NOBODY_LISTENS(
                "cannot connect to 127\\.0\\.0\\.1:\\d+: Connection refused \\(3 tries\\)",
                "check that the host is up"),
        NO_ADDRESS("the name no-such-host\\.invalid has no address", "check the name"),
        TOO_MANY_LOGINS(
                "dropped the connection before its greeting: Exceeded MaxStartups \\(8 tries\\)", "raise MaxStartups"),
        PENALTY("refuses connections from this machine: Not allowed at this time;", "PerSourcePenalties"),
        KEY_CHANGED(
                "is not the one on record: it shows ssh-ed25519 SHA256:\\S+, on record is ssh-ed25519 SHA256:\\S+"
                        + " \\(\\S+known_hosts:1\\)",
                "sluice trust web01"),
        KEY_UNKNOWN("is not on record in \\S+: it shows ssh-ed25519 SHA256:\\S+", "sluice trust web01"),
        KEY_REVOKED("is marked as revoked in", "stop here"),
        NO_ALGORITHM("no algorithm in common with 127\\.0\\.0\\.1:\\d+", "configure sshd on the host to offer one"),
        USER_KEY_REFUSED(
                "refused the key ssh-ed25519 SHA256:\\S+ of \\S+stranger for the user \\S+:", "authorized_keys"),
        KEY_ENCRYPTED("the private key \\S+locked is encrypted", "ssh\\.passphrase"),
        NO_KEY("there is no key to log in with: neither ssh\\.key nor an agent", "set ssh\\.key"),
        CERTIFICATE_OVER("refused the key .*; the certificate 'old' beside it is valid from", "signed again"),
        NO_LOGIN_SHELL(
                "no POSIX shell ran the script inspect; the host answered: This account is not available",
                "exec /bin/sh"),
        FORCED_COMMAND("no POSIX shell ran the script inspect; the host answered: only backups here", "exec /bin/sh"),
        JUMP_UNKNOWN("the host key of the jump host 127\\.0\\.0\\.1:\\d+ is not on record", "sluice trust web01"),
        JUMP_GONE(
                "cannot connect to the jump host 127\\.0\\.0\\.1:\\d+: Connection refused \\(3 tries\\)",
                "check that the host is up"),
        SLOW_LINE(
                "^  why   web01: the connection ended: .*; of the upload \\d+ KiB had arrived"
                        + " in \\d+ s \\(\\d+\\.\\d KiB/s: too slow a line",
                "lower strategy\\.parallel"),
        JUMP_FORWARDS_NOTHING("may not connect to 127\\.0\\.0\\.1:\\d+ through the jump host", "AllowTcpForwarding");

        private final Pattern line;
        private final Pattern next;

        Fault(String line, String next) {
            this.line = Pattern.compile(line);
            this.next = Pattern.compile(next);
        }
    }

    @BeforeEach
    void start() {
        sshd = OneSshd.start(directory.resolve("sshd"));
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    @ParameterizedTest
    @EnumSource
    void each_fault_is_one_line_with_a_remedy_and_leaves_the_hosts_alone(Fault fault) throws IOException {
        try (var injected = inject(fault)) {
            var operator = Operator.of(injected.inventory(), PlaybookText.simple(), directory);
            var build = large(operator.build(SampleSite.of("v2")));
            Ended ended = ends(4, operator.run("release", "--artifact", build, "--release", "v2", "--yes"))
                    .ended();
            var lines = ended.said()
                    .lines()
                    .filter(line -> fault.line.matcher(line).find())
                    .toList();
            assertEquals(1, lines.size(), ended::toString);
            assertTrue(fault.next.matcher(lines.get(0)).find(), ended::toString);
            assertTrue(injected.happened().getAsBoolean(), () -> fault + " was not injected\n" + sshd.log());
            System.out.println(fault + " | exit 4 | " + lines.get(0).replace(directory.toString(), ""));
        }
    }

    /** With a file that takes its time on a slow line. */
    private static String large(Path build) throws IOException {
        var photo = new byte[3 << 20];
        new Random(1).nextBytes(photo);
        Files.write(build.resolve("public/photo.bin"), photo);
        return build.toString();
    }

    private record Injected(String inventory, BooleanSupplier happened, List<AutoCloseable> servers)
            implements AutoCloseable {
        @Override
        public void close() {
            for (var server : servers) {
                try {
                    server.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private Injected inject(Fault fault) throws IOException {
        return switch (fault) {
            case NOBODY_LISTENS -> nobodyListens();
            case NO_ADDRESS ->
                new Injected(
                        inventory(sshd.port(), key(), known(), "", "web01")
                                .replace("address: 127.0.0.1", "address: no-such-host.invalid"),
                        () -> hasNoAddress("no-such-host.invalid") && neverLoggedIn(),
                        List.of());
            case TOO_MANY_LOGINS -> turnedAway("Exceeded MaxStartups\r\n", 8);
            case PENALTY -> turnedAway("Not allowed at this time\r\n", 1);
            case KEY_CHANGED -> recorded("[127.0.0.1]:" + sshd.port() + " " + strangersKey());
            case KEY_UNKNOWN -> recorded("another.example.com " + strangersKey());
            case KEY_REVOKED ->
                recorded("@revoked * " + Files.readString(sshd.directory().resolve("host_key.pub")));
            case NO_ALGORITHM -> other("KexAlgorithms diffie-hellman-group1-sha1");
            case USER_KEY_REFUSED -> userKey("stranger", this::shownInVain);
            case KEY_ENCRYPTED ->
                userKey("locked", () -> isLocked(directory.resolve("locked")) && neverLoggedIn(), "-N", "a passphrase");
            case NO_KEY ->
                new Injected(inventory(sshd.port(), "", known(), "", "web01"), this::neverLoggedIn, List.of());
            case CERTIFICATE_OVER -> oldCertificate();
            case NO_LOGIN_SHELL -> other("ForceCommand echo 'This account is not available'; exit 1");
            case FORCED_COMMAND -> other("ForceCommand echo 'only backups here'");
            case SLOW_LINE -> slowLine();
            case JUMP_UNKNOWN -> jumpUnknown();
            case JUMP_GONE -> jumpGone();
            case JUMP_FORWARDS_NOTHING -> jumpForwardsNothing();
        };
    }

    private Injected nobodyListens() throws IOException {
        int port = FreePort.on("127.0.0.1");
        return new Injected(
                inventory(port, key(), known(), "", "web01"), () -> refuses(port) && neverLoggedIn(), List.of());
    }

    private Injected jumpGone() throws IOException {
        int port = FreePort.on("127.0.0.1");
        return new Injected(
                inventory(sshd.port(), key(), known(), "jump: 127.0.0.1:" + port, "web01, web02, web03"),
                () -> refuses(port) && neverLoggedIn(),
                List.of());
    }

    private static boolean refuses(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }

    private static boolean hasNoAddress(String name) {
        try {
            return InetAddress.getAllByName(name).length == 0;
        } catch (UnknownHostException none) {
            return true;
        }
    }

    /** Without its passphrase ssh-keygen reads no public key from it. */
    private static boolean isLocked(Path key) {
        try {
            return Command.run(List.of("ssh-keygen", "-y", "-P", "", "-f", key.toString()))
                    .isEmpty();
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage()).contains("incorrect passphrase");
        }
    }

    private boolean neverLoggedIn() {
        return !sshd.log().contains("Accepted");
    }

    private boolean shownInVain() {
        return sshd.log().contains("Failed publickey") && neverLoggedIn();
    }

    private Injected turnedAway(String line, int times) throws IOException {
        var server = new TurningAwayServer(line);
        return new Injected(
                inventory(server.port(), key(), known(), "", "web01"),
                () -> server.turnedAway() >= times,
                List.of(server));
    }

    private Injected recorded(String line) throws IOException {
        var file = Files.writeString(directory.resolve("other_known_hosts"), line.strip() + "\n");
        return new Injected(
                inventory(sshd.port(), key(), file, "", "web01"),
                () -> sshd.log().contains("Connection from") && neverLoggedIn(),
                List.of());
    }

    private Injected other(String line) {
        var other = OneSshd.start(directory.resolve("other"), line);
        return new Injected(
                inventory(other.port(), other.key().toString(), other.knownHosts(), "", "web01"),
                () -> other.log().contains("Connection from"),
                List.of(other));
    }

    private Injected userKey(String name, BooleanSupplier happened, String... keygen) {
        var file = directory.resolve(name);
        OneSshd.key(file, keygen);
        return new Injected(inventory(sshd.port(), file.toString(), known(), "", "web01"), happened, List.of());
    }

    /** Of a key that nobody knows, so that only the certificate could help, and it is over. */
    private Injected oldCertificate() {
        var file = directory.resolve("signed");
        OneSshd.key(file);
        Command.run(List.of(
                "ssh-keygen",
                "-q",
                "-s",
                sshd.key().toString(),
                "-I",
                "old",
                "-n",
                "root",
                "-V",
                "20200101:20200102",
                file + ".pub"));
        return new Injected(
                inventory(sshd.port(), file.toString(), known(), "", "web01"), this::shownInVain, List.of());
    }

    private Injected slowLine() throws IOException {
        var line = SlowLine.to(sshd.port());
        var known = Files.writeString(
                directory.resolve("slow_known_hosts"),
                Files.readString(known()).replace(":" + sshd.port() + " ", ":" + line.port() + " "));
        return new Injected(inventory(line.port(), key(), known, "", "web01"), line::wasSlow, List.of(line));
    }

    private Injected jumpUnknown() {
        var jump = OneSshd.start(directory.resolve("jump"));
        return new Injected(
                inventory(sshd.port(), key(), known(), "jump: 127.0.0.1:" + jump.port(), "web01"),
                () -> jump.log().contains("Connection from") && !jump.log().contains("Accepted") && neverLoggedIn(),
                List.of(jump));
    }

    private Injected jumpForwardsNothing() throws IOException {
        var jump = OneSshd.start(
                directory.resolve("jump"), "AllowTcpForwarding no", "AuthorizedKeysFile " + sshd.key() + ".pub");
        var both = Files.writeString(
                directory.resolve("both"), Files.readString(known()) + Files.readString(jump.knownHosts()));
        return new Injected(
                inventory(sshd.port(), key(), both, "jump: 127.0.0.1:" + jump.port(), "web01"),
                () -> jump.log().contains("Accepted publickey"),
                List.of(jump));
    }

    private String strangersKey() throws IOException {
        var file = directory.resolve("strange_host");
        OneSshd.key(file);
        return Files.readString(Path.of(file + ".pub"));
    }

    private String key() {
        return sshd.key().toString();
    }

    private Path known() {
        return sshd.knownHosts();
    }

    private String inventory(int port, String key, Path knownHosts, String more, String hosts) {
        return OneSshdInventory.text(
                directory,
                port,
                knownHosts,
                (key.isEmpty() ? "" : ", key: " + key) + (more.isEmpty() ? "" : ", " + more),
                hosts);
    }
}
