package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coordinator/sluice}, and the launcher of an installed Sluice, with a Java that prints its arguments. */
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
        place("lib/launch.sh", directory.resolve("coordinator/src/main/dist"));
        Files.createFile(directory.resolve("coordinator/target/built"));
    }

    private static void place(String file, Path in) throws IOException {
        Files.createDirectories(in.resolve(file).resolveSibling(""));
        Files.copy(Path.of("src/main/dist").resolve(file), in.resolve(file));
    }

    @Test
    void an_installed_one_finds_its_jars_through_links() throws Exception {
        var installed = directory.resolve("opt/sluice 1");
        place("bin/sluice", installed);
        place("lib/launch.sh", installed);
        Files.createFile(installed.resolve("lib/sluice-coordinator-1.jar"));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("opt/sluice 1/bin/sluice"));
        for (var called : List.of("./link", installed + "/bin/sluice")) {
            var arguments = run(java("any"), called, Map.of("LC_ALL", "C"));
            assertTrue(
                    arguments.contains(installed
                            .toRealPath()
                            .resolve("lib/sluice-coordinator-1.jar")
                            .toString()),
                    called + arguments);
            assertTrue(arguments.contains("-Dsluice.output=ascii"), called + arguments);
        }
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

    @Test
    void it_works_through_links_of_every_kind_and_from_every_directory() throws Exception {
        var java = java("any");
        var bin = Files.createDirectories(directory.resolve("usr local/bin"));
        var links = Files.createDirectories(directory.resolve("links"));
        Files.createSymbolicLink(bin.resolve("absolute"), directory.resolve("coordinator/sluice"));
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../../coordinator/sluice"));
        Files.createSymbolicLink(links.resolve("chain"), Path.of("../usr local/bin/relative"));
        Files.createSymbolicLink(directory.resolve("-dash"), Path.of("links/chain"));
        Files.createSymbolicLink(directory.resolve("tree"), directory.resolve("coordinator"));
        for (var called : List.of(
                bin + "/absolute",
                "usr local/bin/relative",
                "./links/../links/chain",
                "./-dash",
                "tree/sluice",
                "coordinator/sluice")) {
            var arguments = run(java, called, Map.of());
            var jars = directory.toRealPath().resolve("coordinator/target") + "/";
            assertTrue(arguments.stream().anyMatch(argument -> argument.startsWith(jars)), called + arguments);
        }
    }

    @Test
    void without_a_locale_of_utf_8_the_output_is_ascii() throws Exception {
        var java = java("any");
        for (var locale : List.of(
                Map.of("LC_ALL", "C"),
                Map.of("LC_ALL", "POSIX", "LANG", "de_DE.UTF-8"),
                Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""))) {
            assertTrue(run(java, "coordinator/sluice", locale).contains("-Dsluice.output=ascii"), locale::toString);
        }
        for (var locale :
                List.of(Map.of("LC_ALL", "C.UTF-8"), Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "en_US.utf8"))) {
            assertFalse(run(java, "coordinator/sluice", locale).contains("-Dsluice.output=ascii"), locale::toString);
        }
    }

    private Path java(String name) throws IOException {
        var home = directory.resolve(name);
        if (Files.exists(home)) {
            return home;
        }
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(
                home.resolve("bin/java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(home.resolve("bin/java"), PRINTING.formatted(name));
        return home;
    }

    private List<String> run(Path java) throws Exception {
        return run(java, directory.resolve("coordinator/sluice").toString(), Map.of());
    }

    private List<String> run(Path java, String called, Map<String, String> environment) throws Exception {
        var launcher = new ProcessBuilder("sh", called, "version").directory(directory.toFile());
        launcher.environment().put("JAVA_HOME", java.toString());
        launcher.environment().putAll(environment);
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
