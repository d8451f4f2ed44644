package dev.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFleetTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void a_command_runs_in_the_directory_of_its_host_with_three_streams_and_a_status() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(2).start();
                var client = new FleetClient(fleet)) {
            var host = fleet.host("web02");
            var ended = client.run(host, "pwd; cat > note; wc -c < note; echo oh >&2; exit 7", "héllo");
            assertEquals(7, ended.status());
            assertEquals(host.directory() + "\n6\n", ended.output());
            assertEquals("oh\n", ended.errors());
            assertEquals("héllo", Files.readString(host.directory().resolve("note")));
        }
    }

    @Test
    void a_command_gets_nothing_of_our_environment_but_the_path() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start();
                var client = new FleetClient(fleet)) {
            var names = client.run(fleet.host("web01"), "env", "")
                    .output()
                    .lines()
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .filter(name -> !name.equals("PWD")
                            && !name.equals("_")
                            && !name.equals("SHLVL")
                            && !name.equals("OLDPWD"));
            assertEquals(Set.of("HOME", "PATH", "SHELL", ChildProcesses.VARIABLE), new HashSet<>(names.toList()));
        }
    }

    @Test
    void programs_in_place_of_the_shell_know_their_host_and_have_its_faults() throws IOException {
        HostPrograms programs = (site, input, output) -> {
            output.write((site.getName(site.getNameCount() - 2) + " took ").getBytes(StandardCharsets.UTF_8));
            output.write(input.readAllBytes());
            return 3;
        };
        try (var fleet = EmbeddedFleet.builder().hosts(2).commands(programs).start();
                var client = new FleetClient(fleet)) {
            var ended = client.run(fleet.host("web02"), "no shell looks at this", "it");
            assertEquals(3, ended.status());
            assertEquals("web02 took it", ended.output());

            fleet.host("web01").inject(Fault.SESSION_LOST, FaultSchedule.once());
            assertNull(client.run(fleet.host("web01"), "nor at this", "").status());
        }
    }

    @Test
    void megabytes_pass_in_both_directions() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start();
                var client = new FleetClient(fleet)) {
            var text = "0123456789abcde\n".repeat(512 * 1024);
            var ended = client.run(fleet.host("web01"), "cat", text);
            assertEquals(0, ended.status());
            assertTrue(
                    text.equals(ended.output()),
                    "8 MiB come back unchanged, got " + ended.output().length());
        }
    }

    @Test
    void what_a_command_started_ends_with_its_session() throws Exception {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start();
                var client = new FleetClient(fleet);
                var session = client.connect(fleet.host("web01"))) {
            var channel = session.createExecChannel("sleep 1000 & setsid sleep 1000 & echo started; wait");
            channel.open().verify(LONG);
            assertEquals("started", readLine(channel.getInvertedOut()));
            // A process shows no environment in the moment in which it becomes another program.
            var processes = assertTimeoutPreemptively(LONG, () -> {
                var found = ChildProcesses.find(fleet.mark()).toList();
                while (found.size() < 3) {
                    Thread.onSpinWait();
                    found = ChildProcesses.find(fleet.mark()).toList();
                }
                return found;
            });
            session.close(true);
            for (var process : processes) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void tcp_reaches_loopback_addresses_only() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start();
                var client = new FleetClient(fleet);
                var session = client.connect(fleet.host("web01"))) {
            var port = fleet.host("web01").webPort();
            try (var channel = session.createDirectTcpipChannel(null, new SshdSocketAddress("127.0.0.1", port))) {
                channel.open().verify(LONG);
                channel.getInvertedIn().write("GET /healthz HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                channel.getInvertedIn().flush();
                assertEquals("HTTP/1.1 404 -\r", readLine(channel.getInvertedOut()));
            }
            var foreign = session.createDirectTcpipChannel(null, new SshdSocketAddress("192.0.2.1", 80));
            assertThrows(SshException.class, () -> foreign.open().verify(LONG));
        }
    }

    @Test
    void another_key_than_the_fleets_is_refused() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start();
                var stranger = new FleetClient(fleet, FleetKeys.generate())) {
            assertThrows(SshException.class, () -> stranger.connect(fleet.host("web01")));
        }
    }

    @Test
    void only_its_owner_reads_the_private_key() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fleet.clientKey())));
            assertTrue(Files.readString(fleet.clientKey()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"));
        }
    }

    @Test
    void fifty_hosts_start_and_nothing_is_left_of_them(@TempDir Path temporary) throws IOException {
        var directory = temporary.resolve("fleet");
        var fleet = EmbeddedFleet.builder().hosts(50).directory(directory).start();
        var host = fleet.host("web50");
        try (fleet;
                var client = new FleetClient(fleet)) {
            assertEquals(50, Files.readAllLines(fleet.knownHosts()).size());
            assertEquals(
                    "hello\n",
                    client.run(host, "echo hello; sleep 1000 > /dev/null 2>&1 &", "")
                            .output());
            assertEquals(1, sleepers(fleet));
        }
        assertFalse(Files.exists(directory));
        assertEquals(0, sleepers(fleet));
        assertThrows(ConnectException.class, () -> connectTo(host.sshPort()));
        assertThrows(ConnectException.class, () -> connectTo(host.webPort()));
    }

    @Test
    void a_directory_that_is_there_already_is_left_alone(@TempDir Path directory) throws IOException {
        var builder = EmbeddedFleet.builder().directory(directory);
        assertThrows(IOException.class, builder::start);
        assertTrue(Files.exists(directory));
    }

    private static long sleepers(EmbeddedFleet fleet) {
        return ChildProcesses.find(fleet.mark()).count();
    }

    private static void connectTo(int port) throws IOException {
        new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close();
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
