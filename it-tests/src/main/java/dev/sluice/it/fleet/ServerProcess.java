package dev.sluice.it.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One server of one host: a master in the foreground, whose process id is ours, and what it started. The object of faults:
 * signals go to the master alone or to all of it.
 */
public final class ServerProcess {
    private static final int TAIL_LINES = 40;
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final int SECONDS_TO_END = 10;

    private final String name;
    private final Launch launch;
    private final Set<ProcessHandle> seen = new HashSet<>();
    private @Nullable Process master;

    /**
     * How to start it.
     *
     * @param command program and arguments; stays in the foreground
     * @param environment added to ours
     * @param directory where it works
     * @param log takes both output streams
     * @param ready whether it serves
     */
    record Launch(
            List<String> command, Map<String, String> environment, Path directory, Path log, Callable<Boolean> ready) {}

    ServerProcess(String name, Launch launch) {
        this.name = name;
        this.launch = launch;
    }

    /** Starts it and returns when it serves; also after it was killed. */
    public synchronized void start() {
        if (master != null && master.isAlive()) {
            throw new IllegalStateException(name + " runs already, with process id " + master.pid());
        }
        Process started = launch();
        master = started;
        Awaitility.await(name)
                .atMost(TO_START)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !started.isAlive() || launch.ready().call());
        if (!started.isAlive()) {
            throw new IllegalStateException(name + " ended with " + started.exitValue() + " instead of serving");
        }
        see();
    }

    private Process launch() {
        var builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().putAll(launch.environment());
        try {
            Process started = builder.start();
            started.getOutputStream().close();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /** {@code web01 nginx}. */
    public String name() {
        return name;
    }

    /** The master's process id. */
    public synchronized long pid() {
        return running().pid();
    }

    /** The process ids of what the master itself started: workers, or sessions without the commands that run in them. */
    public synchronized Set<Long> childPids() {
        return running().children().map(ProcessHandle::pid).collect(Collectors.toUnmodifiableSet());
    }

    /** The process ids of everything that the master started, and that those started. */
    public synchronized Set<Long> descendantPids() {
        return running().descendants().map(ProcessHandle::pid).collect(Collectors.toUnmodifiableSet());
    }

    public synchronized boolean isRunning() {
        return master != null && master.isAlive();
    }

    /** Signals the master alone: a killed one leaves its children behind, as at a real host. */
    public synchronized void signal(Signal signal) {
        see();
        signal.sendTo(Stream.of(running().toHandle()));
        awaitEndAfter(signal, Set.of(running().toHandle()));
    }

    /** Signals the master and everything below it. */
    public synchronized void signalAll(Signal signal) {
        if (signal == Signal.KILL) {
            // A master that sees its workers die starts new ones before its own turn comes, and they would be nobody's.
            Signal.STOP.sendTo(Stream.of(running().toHandle()));
        }
        Set<ProcessHandle> all = see();
        signal.sendTo(all.stream());
        awaitEndAfter(signal, all);
    }

    /** The master is gone for the system before it is for its {@link Process}, which a start looks at. */
    private void awaitEndAfter(Signal signal, Set<ProcessHandle> processes) {
        if (signal == Signal.KILL) {
            RunningProcesses.end(processes);
            if (master != null) {
                waitFor(master);
            }
        }
    }

    /** The end of what it wrote, its own log and its output. */
    public String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(launch.log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    public Path log() {
        return launch.log();
    }

    /** Asks the master to end and returns at once, with all that belongs to it. */
    synchronized Set<ProcessHandle> askToEnd() {
        Set<ProcessHandle> all = see();
        if (master != null) {
            master.destroy();
        }
        return all;
    }

    /** Waits for the master's end, kills what does not end by itself, and what it left behind. */
    synchronized void end() {
        see();
        if (master != null) {
            waitFor(master);
        }
        RunningProcesses.end(seen);
        seen.clear();
    }

    private static void waitFor(Process master) {
        try {
            if (!master.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                master.destroyForcibly();
            }
        } catch (InterruptedException e) {
            master.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Remembers who belongs to it now: children of a master that dies belong to nobody. */
    private Set<ProcessHandle> see() {
        Process process = master;
        if (process != null) {
            seen.add(process.toHandle());
        }
        seen.removeIf(known -> !known.isAlive());
        Set<ProcessHandle> found = seen.stream()
                .flatMap(known -> Stream.concat(Stream.of(known), known.descendants()))
                .collect(Collectors.toSet());
        seen.addAll(found);
        return found;
    }

    private Process running() {
        Process process = master;
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
