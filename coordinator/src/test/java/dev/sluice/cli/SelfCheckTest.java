package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfCheckTest {
    @TempDir
    private Path directory;

    @Test
    void the_state_directory_that_is_named_is_judged() throws IOException {
        var state = Files.createDirectory(
                directory.resolve("state"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var fine = CommandLineRun.of("self-check", "--state", state);
        assertEquals(0, fine.exitCode(), fine.out());
        assertTrue(fine.out().contains(state + " is writable, and for this account only"), fine.out());
        assertTrue(fine.out().contains("java: version "), fine.out());
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        var open = CommandLineRun.of("self-check", "--state", state);
        assertEquals(4, open.exitCode(), open.out());
        assertTrue(open.out().contains("chmod 700 " + state), open.out());
        assertTrue(open.out().contains("next  name a directory"), open.out());
    }

    @Test
    void a_state_directory_is_made_later_and_not_now() {
        var state = directory.resolve("not/yet");
        assertEquals(0, CommandLineRun.of("self-check", "--state", state).exitCode());
        assertTrue(Files.notExists(state));
    }

    @Test
    void a_file_in_the_place_of_the_state_directory_is_a_problem() throws IOException {
        var file = Files.createFile(directory.resolve("state"));
        var run = CommandLineRun.of("self-check", "--state", file, "-o", "json");
        assertEquals(4, run.exitCode(), run.out());
        assertTrue(run.out().contains("\"healthy\" : false"), run.out());
        assertTrue(run.out().contains("is not a directory"), run.out());
    }
}
