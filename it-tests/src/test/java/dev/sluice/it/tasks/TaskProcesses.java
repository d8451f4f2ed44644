package dev.sluice.it.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processes of tasks on hosts, which are this machine's. */
final class TaskProcesses {
    private TaskProcesses() {}

    /** Those of a process group that run; one that has ended and that nobody has asked about is none. */
    static List<ProcessHandle> ofGroup(long group) {
        return ProcessHandle.allProcesses()
                .filter(process -> isOf(process, Long.toString(group)))
                .toList();
    }

    /** State and group are what follows the command's name, which may hold anything (proc(5), stat). */
    private static boolean isOf(ProcessHandle process, String group) {
        try {
            var stat = new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "stat")),
                    StandardCharsets.ISO_8859_1);
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
            return !fields[0].equals("Z") && fields[2].equals(group);
        } catch (IOException ended) {
            return false;
        }
    }
}
