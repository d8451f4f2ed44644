package dev.sluice.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandEndTest {
    private static void judge(int code) throws MojoExecutionException, MojoFailureException {
        new CommandEnd("release", code).judge(Optional.of(new File("target/sluice")), new SystemStreamLog());
    }

    /** Held: a second build promotes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void a_build_continues_after_a_rollout_that_is_done_or_waits(int code) {
        assertDoesNotThrow(() -> judge(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 9, 10, 11, 13, 14, 129, 130, 143})
    void a_rollout_that_did_not_end_as_it_should_fails_the_build(int code) {
        var failure = assertThrows(MojoFailureException.class, () -> judge(code));
        assertTrue(failure.toString().contains("exit code " + code), failure::toString);
        assertTrue(failure.toString().contains("target/sluice"), failure::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 12})
    void a_command_that_could_not_do_its_work_is_an_error(int code) {
        assertThrows(MojoExecutionException.class, () -> judge(code));
    }
}
