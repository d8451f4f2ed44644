package dev.sluice.it.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** How a host receives a script: whole, and with no byte of what follows, whatever its dd is like. */
class ReceivedScriptTest {
    private static final String SCRIPT = "# two lines of many bytes, ü among them\n".repeat(300) + "cat\n";
    private static final String REST = "a=1\nand what belongs to the script\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @UnderShells
    void dd_reads_the_script_and_nothing_else(LocalShell shell) throws Exception {
        assertEquals(REST, received(shell));
    }

    @UnderShells
    void a_dd_that_does_not_know_the_option_leaves_all_to_the_shell(LocalShell shell) throws Exception {
        dd("echo 'dd: unknown iflag' >&2; exit 1");
        assertEquals(REST, received(shell));
    }

    @UnderShells
    void what_a_dd_left_in_the_middle_of_a_line_the_shell_reads(LocalShell shell) throws Exception {
        dd("PATH=/usr/bin:/bin; exec dd bs=1 count=1000");
        assertEquals(REST, received(shell));
    }

    @UnderShells
    void so_it_is_at_the_end_of_a_line(LocalShell shell) throws Exception {
        dd("PATH=/usr/bin:/bin; exec dd bs=1 count=82");
        assertEquals(REST, received(shell));
    }

    @UnderShells
    void half_a_script_is_not_run(LocalShell shell) throws Exception {
        var process = start(shell);
        try (var in = process.getOutputStream()) {
            in.write(("0123456789abcdef\n99999\n" + SCRIPT).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(65, process.waitFor());
    }

    private void dd(String text) throws IOException {
        var file = Files.writeString(directory.resolve("dd"), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(LocalShell shell) throws IOException {
        var builder = shell.session(directory.resolve("homes")).start();
        builder.environment().put("PATH", directory + ":/usr/bin:/bin");
        return builder.start();
    }

    private String received(LocalShell shell) throws Exception {
        var process = start(shell);
        var bytes = SCRIPT.getBytes(StandardCharsets.UTF_8);
        try (var in = process.getOutputStream()) {
            in.write(("0123456789abcdef\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            in.write(bytes);
            in.write(("0123456789abcdef\n" + REST).getBytes(StandardCharsets.UTF_8));
        }
        var heard = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> List.of(heard).toString());
        return heard;
    }
}
