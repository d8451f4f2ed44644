package dev.sluice.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.site.SampleSite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FleetLifeTest {
    private static final Pattern FLEET = Pattern.compile("/\\S*/sluice-fleet-\\d+");

    @Test
    void a_closed_fleet_leaves_no_process_and_no_file() {
        RealFleet fleet = RealFleet.start(2);
        fleet.makeSiteByHand(SampleSite.of("v1"));
        List<ProcessHandle> processes = processesOf(fleet);
        fleet.close();
        // Three masters, four PHP workers and an nginx worker on each host.
        assertEquals(16, processes.size());
        assertGone(processes, fleet.directory());
    }

    @Test
    void a_closed_fleet_leaves_no_session_and_no_command_of_one() throws IOException {
        RealFleet fleet = RealFleet.start(1);
        Process session = startedSession(fleet, "trap '' HUP; echo $$; exec sleep 600");
        long command = Long.parseLong(firstLine(session));
        fleet.host(1).sshd().signal(Signal.KILL);
        ProcessHandle running = ProcessHandle.of(command).orElseThrow();
        assertTrue(running.isAlive(), "the command outlives its killed server, as at a real host");
        fleet.close();
        assertGone(List.of(running), fleet.directory());
    }

    @Test
    void a_closed_fleet_leaves_no_task_that_has_an_environment_of_its_own() throws IOException {
        RealFleet fleet = RealFleet.start(1);
        var site = fleet.host(1).sitePath();
        Process session = startedSession(fleet, "cd " + site + "; env -i setsid sh -c 'echo $$; exec sleep 600'");
        ProcessHandle task =
                ProcessHandle.of(Long.parseLong(firstLine(session))).orElseThrow();
        fleet.host(1).sshd().signal(Signal.KILL);
        assertTrue(task.isAlive(), "the task outlives its killed server");
        fleet.close();
        assertGone(List.of(task), fleet.directory());
    }

    @Test
    @Tag("everything")
    void closing_twice_is_closing_once_and_stopped_servers_are_no_obstacle() {
        RealFleet fleet = RealFleet.start(1);
        List<ProcessHandle> processes = processesOf(fleet);
        fleet.host(1).webServer().signalAll(Signal.STOP);
        fleet.close();
        fleet.close();
        assertGone(processes, fleet.directory());
    }

    @Test
    @Tag("everything")
    void a_worker_whose_master_was_killed_by_others_is_found_and_ended() throws IOException {
        RealFleet fleet = RealFleet.start(1);
        long master = fleet.host(1).fpm().pid();
        ProcessHandle.of(master).orElseThrow().destroyForcibly();
        ProcessHandle.of(master).ifPresent(process -> process.onExit().join());
        assertEquals(
                4,
                RunningProcesses.of(fleet.directory()).stream()
                        .filter(process -> process.info().command().orElse("").contains("php-fpm"))
                        .count());
        fleet.close();
        assertGone(List.of(), fleet.directory());
    }

    @Test
    @Tag("everything")
    void the_ports_of_a_closed_fleet_are_free_again() throws IOException {
        RealFleet fleet = RealFleet.start(1);
        RealHost host = fleet.host(1);
        fleet.close();
        for (int port : new int[] {host.sshPort(), host.httpPort()}) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host.address()))) {
                assertTrue(socket.isBound());
            }
        }
    }

    @Test
    void a_start_that_fails_half_way_stops_what_was_started_and_shows_the_log() {
        var failure = assertThrows(
                IllegalStateException.class,
                () -> RealFleet.of(2).vhost("no_such_directive on;").start());
        String said = String.valueOf(failure.getMessage());
        assertTrue(said.contains("nginx ended with 1 instead of serving"), said);
        assertTrue(said.contains("unknown directive \"no_such_directive\""), said);
        assertTrue(said.contains("fpm is running"), "FPM was started before: " + said);
        assertEquals(1, failure.getSuppressed().length, "the other host's failure");
        var made = directoriesIn(said);
        assertFalse(made.isEmpty(), said);
        assertEquals(List.of(), made.stream().filter(Files::exists).toList());
    }

    @Test
    void a_terminated_jvm_leaves_nothing() throws IOException {
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FleetInItsOwnJvm.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path directory = Path.of(firstLine(jvm));
        List<ProcessHandle> processes = jvm.descendants().toList();
        assertEquals(8, processes.size());
        jvm.destroy();
        jvm.onExit().join();
        assertGone(processes, directory);
    }

    @Test
    @Tag("everything")
    void a_killed_php_serves_nothing_until_it_is_started_again() {
        try (var fleet = RealFleet.start(1)) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            RealHost host = fleet.host(1);
            host.fpm().signalAll(Signal.KILL);
            assertFalse(host.fpm().isRunning());
            assertEquals(502, host.site().get("/").status());
            host.fpm().start();
            assertEquals(200, host.site().get("/").status());
        }
    }

    @Test
    @Tag("everything")
    void a_stopped_php_answers_when_it_goes_on() {
        try (var fleet = RealFleet.start(1)) {
            fleet.makeSiteByHand(SampleSite.of("v1"));
            RealHost host = fleet.host(1);
            host.fpm().signalAll(Signal.STOP);
            var answer = CompletableFuture.supplyAsync(() -> host.site().get("/"));
            assertFalse(answer.isDone());
            host.fpm().signalAll(Signal.CONT);
            assertEquals(200, answer.join().status());
        }
    }

    private static List<ProcessHandle> processesOf(RealFleet fleet) {
        return fleet.hosts().stream()
                .flatMap(host -> host.servers().stream())
                .flatMap(server -> Stream.concat(Stream.of(server.pid()), server.descendantPids().stream()))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    private static Process startedSession(RealFleet fleet, String script) throws IOException {
        return new ProcessBuilder(Ssh.command(fleet, fleet.host(1), script)).start();
    }

    private static String firstLine(Process process) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(reader.readLine());
    }

    private static void assertGone(List<ProcessHandle> processes, Path directory) {
        assertEquals(
                List.of(), processes.stream().filter(RunningProcesses::runs).toList());
        assertEquals(List.of(), RunningProcesses.of(directory));
        assertFalse(Files.exists(directory), directory + " is still there");
    }

    /** Of the fleets that a text names: other tests have fleets of their own at the same time. */
    private static List<Path> directoriesIn(String text) {
        return FLEET.matcher(text)
                .results()
                .map(found -> Path.of(found.group()))
                .distinct()
                .toList();
    }
}
