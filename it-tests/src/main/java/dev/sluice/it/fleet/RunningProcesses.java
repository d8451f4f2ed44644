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
 * Processes that a fleet started, directly or not. Each carries the fleet's directory in its environment, so that also one
 * whose parent is gone (a command of a killed sshd) is found.
 */
final class RunningProcesses {
    static final String MARK = "REAL_FLEET";

    private RunningProcesses() {}

    /** Those with a fleet's mark. Servers that write their title over their environment are known by their handles. */
    static List<ProcessHandle> marked(Path fleet) {
        String mark = "\0" + MARK + "=" + fleet + "\0";
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(mark))
                .filter(RunningProcesses::runs)
                .toList();
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
        String stat = read(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 2));
    }

    private static String environment(ProcessHandle process) {
        return "\0" + read(Path.of("/proc", Long.toString(process.pid()), "environ")) + "\0";
    }

    /** Empty for a process that has just ended or is another user's. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
