package dev.sluice.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSecretsTest {
    @TempDir
    Path folder;

    private final LocalSecrets secrets = new LocalSecrets(Map.of("TOKEN", "from the environment", "EMPTY", ""));

    @Test
    void a_variable_is_read_from_the_environment() throws SecretException {
        assertEquals("from the environment", read("env:TOKEN"));
    }

    @Test
    void a_variable_that_is_not_set_is_named_with_the_remedy() {
        assertEquals("env:NOWHERE is not set; export NOWHERE before this command", failure("env:NOWHERE"));
    }

    @Test
    void an_empty_secret_is_none() {
        assertEquals("env:EMPTY is empty", failure("env:EMPTY"));
    }

    @ParameterizedTest
    @CsvSource({
        "'a secret', 'a secret'",
        "'line\n', line",
        "'line\r\n', line",
        "'two\n\n', 'two\n'",
        "' blanks ', ' blanks '"
    })
    void a_file_is_read_without_its_last_line_break(String written, String meant) throws Exception {
        assertEquals(meant, read("file:" + file(written, "rw-------")));
    }

    @Test
    void a_path_may_begin_in_the_home_of_the_user() {
        var failure = failure("file:~/no such file of sluice");
        assertEquals(
                "file:~/no such file of sluice: there is no file " + System.getProperty("user.home")
                        + "/no such file of sluice",
                failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void a_file_that_others_can_read_or_change_is_refused(String permissions) throws Exception {
        var file = file("a secret", permissions);
        assertEquals(
                "file:" + file + ": others than its owner can read or change " + file + "; run: chmod 600 " + file,
                failure("file:" + file));
    }

    @Test
    void a_file_larger_than_any_secret_is_refused() throws Exception {
        var file = file("x".repeat(64 * 1024 + 1), "rw-------");
        assertEquals("file:" + file + ": " + file + " is larger than 64 KiB", failure("file:" + file));
    }

    @Test
    void a_directory_is_no_secret() {
        assertEquals("file:" + folder + ": " + folder + " is not a file", failure("file:" + folder));
    }

    @Test
    void a_program_is_run_without_a_shell() throws SecretException {
        assertEquals("$HOME; `id` > out", read("command:echo $HOME; `id` > out"));
        assertFalse(Files.exists(Path.of("out")));
    }

    @Test
    void a_program_has_no_input_to_wait_for() {
        assertEquals("command:cat is empty", failure("command:cat"));
    }

    @Test
    void a_program_that_fails_is_named_without_what_it_said() throws Exception {
        var script = script("echo a-secret; echo another-secret >&2; exit 3");
        var failure = failure("command:sh " + script);
        assertTrue(failure.startsWith("command:sh " + script + ": ended with exit code 3"), failure);
        assertFalse(failure.contains("secret;") || failure.contains("another"), failure);
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        assertEquals("command:no-such-program x: cannot start no-such-program", failure("command:no-such-program x"));
    }

    @Test
    void a_program_without_an_end_is_ended() {
        var impatient = new LocalSecrets(Map.of(), Duration.ofMillis(300));
        var reference = SecretReference.parse("command:sleep 600").orElseThrow();
        assertThrows(SecretException.class, () -> impatient.resolve(reference));
        assertTrue(ProcessHandle.current()
                .descendants()
                .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 600")));
    }

    @Test
    void a_program_is_run_once_however_often_its_secret_is_needed() throws Exception {
        var reference = SecretReference.parse("command:sh " + script("echo . >> " + folder + "/runs; echo s"))
                .orElseThrow();
        assertSame(secrets.resolve(reference), secrets.resolve(reference));
        assertEquals(1, Files.readAllLines(folder.resolve("runs")).size());
    }

    @Test
    void a_program_that_failed_is_not_run_again() throws Exception {
        var command = "command:sh " + script("echo . >> " + folder + "/runs; exit 1");
        assertEquals(failure(command), failure(command));
        assertEquals(1, Files.readAllLines(folder.resolve("runs")).size());
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("script"), text + "\n");
    }

    private Path file(String content, String permissions) throws IOException {
        var file = Files.writeString(folder.resolve("token"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private String read(String reference) throws SecretException {
        return secrets.resolve(SecretReference.parse(reference).orElseThrow()).reveal();
    }

    private String failure(String reference) {
        return String.valueOf(
                assertThrows(SecretException.class, () -> read(reference)).getMessage());
    }

    @Test
    void a_file_in_the_place_of_which_others_can_put_another_is_refused() throws Exception {
        var file = file("a secret", "rw-------");
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        var failure = failure("file:" + file);
        assertTrue(failure.contains("they can write in " + file.getParent()), failure);
    }
}
