package dev.sluice.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFleetMainTest {
    @Test
    void the_fleet_says_where_it_is_and_goes_when_its_input_ends(@TempDir Path temporary) throws Exception {
        var directory = temporary.resolve("fleet");
        var fleet = start(directory);
        var paths = readPaths(fleet);
        assertEquals(directory.toRealPath().toString(), paths.get("directory"));
        for (var path : paths.values()) {
            assertTrue(Files.exists(Path.of(path)), path);
        }
        fleet.getOutputStream().close();
        assertEquals(0, fleet.waitFor());
        assertTrue(Files.notExists(directory));
    }

    private static Process start(Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedFleetMain.class.getName(),
                        "3",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Map<String, String> readPaths(Process fleet) {
        return fleet.inputReader()
                .lines()
                .takeWhile(line -> !line.equals("ready"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
