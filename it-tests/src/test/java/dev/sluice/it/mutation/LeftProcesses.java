package dev.sluice.it.mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What mutants leave running: processes that work in the directory of this run, or have its mark in their environment. The tests' own shells
 * are among them, so this is for when no test runs, or for one that hangs.
 */
record LeftProcesses(Path directory, String mark) {
    void end() {
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(this::isOurs)
                .forEach(ProcessHandle::destroyForcibly);
    }

    private boolean isOurs(ProcessHandle process) {
        var about = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readSymbolicLink(about.resolve("cwd")).startsWith(directory)
                    || Files.readString(about.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .contains(mark);
        } catch (IOException | SecurityException e) {
            return false; // another user's, or gone
        }
    }
}
