package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The new key of a rotation can act on every host: it is for one account only, like the key before. */
class RotateCommandTest {
    private DemoProject project;

    @BeforeEach
    void fleet() throws IOException {
        project = DemoProject.of(1);
    }

    @AfterEach
    void end() {
        project.close();
    }

    @Test
    void a_key_that_is_made_is_for_this_account_only_and_one_that_is_open_is_refused() throws IOException {
        var key = project.directory().resolve("new.pem");
        project.ends(0, "rotate --yes --new " + key);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        project.ends(0, "rotate --yes --new " + key);

        mode(key, "rw-r-----");
        refused(key, "chmod 600 " + key);
    }

    @Test
    void no_key_is_made_where_another_account_may_replace_it() throws IOException {
        var open = Files.createDirectory(project.directory().resolve("open"));
        mode(open, "rwxrwxrwx");
        refused(open.resolve("new.pem"), "open");
        assertTrue(Files.notExists(open.resolve("new.pem")));
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private void refused(Path key, String shown) {
        var run = project.run("rotate --yes --new " + key);
        assertTrue(run.exitCode() == 2 || run.exitCode() == 3, run.exitCode() + run.out() + run.err());
        assertTrue(run.err().contains(shown), run.err());
        assertTrue(!run.out().contains("answers"), run.out());
    }
}
