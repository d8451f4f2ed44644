package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coordinator/sluice} with a Java that prints its arguments. */
class LauncherTest {
    private static final String PRINTING = """
            #!/bin/sh
            for argument do
                case $argument in -XX:ArchiveClassesAtExit=*) echo %s >"${argument#*=}" ;; esac
                echo "$argument"
            done
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void builtCheckout() throws IOException {
        Files.createDirectories(directory.resolve("coordinator/target"));
        Files.copy(Path.of("sluice"), directory.resolve("coordinator/sluice"));
        Files.createFile(directory.resolve("coordinator/target/built"));
    }

    @Test
    void each_java_starts_with_the_archive_that_it_made() throws Exception {
        var older = java("older");
        var newer = java("newer");
        assertEquals("older", madeBy(run(older)));
        assertEquals("newer", madeBy(run(newer)));
        assertEquals("older", madeBy(run(older)));
    }

    @Test
    void zstd_may_be_loaded_without_a_warning() throws Exception {
        var arguments = run(java("any"));
        assertTrue(arguments.contains("--enable-native-access=ALL-UNNAMED"), arguments.toString());
    }

    private Path java(String name) throws IOException {
        var home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(
                home.resolve("bin/java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(home.resolve("bin/java"), PRINTING.formatted(name));
        return home;
    }

    private List<String> run(Path java) throws Exception {
        var launcher =
                new ProcessBuilder("sh", directory.resolve("coordinator/sluice").toString(), "version");
        launcher.environment().put("JAVA_HOME", java.toString());
        var process = launcher.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.lines().toList();
    }

    private static String madeBy(List<String> arguments) throws IOException {
        var option = "-XX:SharedArchiveFile=";
        var archive = arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .findFirst()
                .orElseThrow();
        return Files.readString(Path.of(archive.substring(option.length()))).strip();
    }
}
