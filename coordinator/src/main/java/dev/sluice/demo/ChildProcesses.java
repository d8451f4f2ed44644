package dev.sluice.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The processes of a fleet, found by a variable in their environment: it is inherited, so that what a command left running in the
 * background is found too, whatever group or session it moved to.
 */
final class ChildProcesses {
    static final String VARIABLE = "SLUICE_DEMO_COMMAND";

    private static final Path PROC = Path.of("/proc");

    /** A child that forks during the search is found in a later round; after this many rounds a process cannot be ended, and is left. */
    private static final int ROUNDS = 500;

    private static final long BETWEEN_ROUNDS = Duration.ofMillis(2).toNanos();

    private ChildProcesses() {}

    /** Kills every process whose mark begins with {@code mark}. Where there is no /proc it finds none. */
    static void endAll(String mark) {
        for (int round = 0; round < ROUNDS; round++) {
            var found = find(mark).toList();
            found.forEach(ProcessHandle::destroyForcibly);
            if (found.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_ROUNDS);
        }
    }

    /** The running processes whose mark begins with {@code mark}. */
    static Stream<ProcessHandle> find(String mark) {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return Stream.empty();
        }
        var entry = VARIABLE + "=" + mark;
        return ProcessHandle.allProcesses().filter(process -> marked(process.pid(), entry));
    }

    private static boolean marked(long pid, String entry) {
        try {
            var environment = Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
            return environment.startsWith(entry) || environment.contains('\0' + entry);
        } catch (IOException endedOrForeign) {
            return false;
        }
    }
}
