package dev.sluice.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiredProgramsTest {
    @Test
    void an_ordinary_users_path_is_enough_to_find_the_servers() {
        RequiredPrograms programs = RequiredPrograms.ofThisMachine().complete();
        assertTrue(Files.isExecutable(programs.program("sshd")));
        assertTrue(programs.program("php-fpm").getFileName().toString().startsWith("php-fpm"));
    }

    @Test
    void of_several_versions_of_php_fpm_the_newest_is_taken(@TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("php-fpm8.2"), executable());
        Path newest = Files.createFile(directory.resolve("php-fpm8.4"), executable());
        assertEquals(newest, new RequiredPrograms(List.of(directory)).program("php-fpm"));
    }

    @Test
    void every_missing_program_is_named_at_once_with_its_package(@TempDir Path nothing) {
        var failure =
                assertThrows(IllegalStateException.class, () -> new RequiredPrograms(List.of(nothing)).complete());
        for (var required : RequiredPrograms.Requirement.all()) {
            assertTrue(message(failure).contains("\n" + required.line() + "\n"), message(failure));
        }
        assertTrue(
                message(failure)
                        .endsWith("apt-get install --no-install-recommends openssh-server openssh-client nginx php-fpm"
                                + " php-opcache php-cli shellcheck busybox dash bash haproxy curl openssl zip zstd apache2-bin libapache2-mod-php socat rsync"
                                + " chromium-driver prometheus"),
                message(failure));
    }

    @Test
    void the_test_command_says_the_same_where_it_may_not_install(@TempDir Path nothing) throws Exception {
        var builder = new ProcessBuilder(verify().toString()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("VERIFY_PATH", nothing.toString()));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(1, process.exitValue(), said);
        assertTrue(said.contains("cannot be installed from here: this machine has no apt-get."), said);
        for (var required : RequiredPrograms.Requirement.all()) {
            assertTrue(said.contains("\n" + required.line() + "\n"), said);
        }
    }

    @Test
    void the_test_commands_are_clean_for_shellcheck() {
        Path shellcheck = RequiredPrograms.ofThisMachine().program("shellcheck");
        String ci = verify().resolveSibling("../.ci/run").normalize().toString();
        String campaign = verify().resolveSibling("campaign").toString();
        String traffic = verify().resolveSibling("traffic").toString();
        String everything = verify().resolveSibling("everything").toString();
        String mutants = verify().resolveSibling("mutants").toString();
        assertEquals(
                "",
                Command.run(List.of(
                        shellcheck.toString(), verify().toString(), campaign, traffic, everything, mutants, ci)));
    }

    private static Path verify() {
        return Path.of("verify").toAbsolutePath();
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static FileAttribute<?> executable() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
