package dev.sluice.it.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Processes that a fleet started, directly or not, also those whose parent is gone. Each works in the fleet's directory or
 * carries it in its environment; the environment cannot be read of servers that write their title over it, and tasks have a clean one.
 */
final class RunningProcesses {
    static final String MARK = "REAL_FLEET";

    private RunningProcesses() {}

    /** Those that still run: sessions' commands by their environment, tasks and servers by their working directory, sshd by its title. */
    static List<ProcessHandle> of(Path fleet) {
        return ProcessHandle.allProcesses()
                .filter(process -> isMarked(process, fleet) || worksIn(fleet, process) || isSshd(process, fleet))
                .filter(RunningProcesses::runs)
                .toList();
    }

    private static boolean isMarked(ProcessHandle process, Path fleet) {
        return ("\0" + read(process, "environ") + "\0").contains("\0" + MARK + "=" + fleet + "\0");
    }

    private static boolean isSshd(ProcessHandle process, Path fleet) {
        String title = read(process, "cmdline");
        return title.startsWith("sshd: ") && title.contains(fleet + "/");
    }

    private static boolean worksIn(Path directory, ProcessHandle process) {
        try {
            return Files.readSymbolicLink(file(process, "cwd")).startsWith(directory);
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills those that still run, and waits until none does. */
    static void end(Collection<ProcessHandle> processes) {
        processes.stream().filter(RunningProcesses::runs).forEach(ProcessHandle::destroyForcibly);
        Awaitility.await("the end of killed processes")
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> processes.stream().noneMatch(RunningProcesses::runs));
    }

    /** A zombie has ended, also where nobody fetches its exit code (a container without an init). */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !state(process).startsWith("Z");
    }

    private static String state(ProcessHandle process) {
        String stat = read(process, "stat");
        return stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 2));
    }

    /** Empty for a process that has just ended or is another user's. */
    private static String read(ProcessHandle process, String name) {
        try {
            return new String(Files.readAllBytes(file(process, name)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static Path file(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }
}
