package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code sluice serve} in a process of its own, a token that was made for it, and a client. */
@Timeout(120)
class ServedProcessTest {
    private static Process start(Path log, String... words) throws IOException {
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.cli.Main"));
        all.addAll(Arrays.asList(words));
        return new ProcessBuilder(all).redirectError(log.toFile()).start();
    }

    private static String address(Process serve, Path log) throws IOException {
        var out = new BufferedReader(new InputStreamReader(serve.getInputStream(), StandardCharsets.UTF_8));
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("listening at ")) {
                return line.replaceFirst("listening at (http://)?/?", "");
            }
        }
        throw new IOException("it does not listen: " + Files.readString(log));
    }

    private static Process serve(DemoProject project) throws IOException {
        return start(
                project.directory().resolve("serve.log"),
                "serve",
                "--inventory",
                project.inventory().toString(),
                "--playbook",
                project.playbook().toString(),
                "--state",
                project.state().toString(),
                "--listen",
                "127.0.0.1:0");
    }

    private static Path packed(DemoProject project) throws IOException, InterruptedException {
        var file = project.directory().resolve("b.tar.gz");
        var tar = new ProcessBuilder(
                "tar", "-czf", file.toString(), "-C", project.artifact().toString(), ".");
        assertEquals(0, tar.start().waitFor());
        return file;
    }

    @Test
    void a_release_through_a_daemon_with_its_token() throws Exception {
        try (var project = DemoProject.start()) {
            var serve = serve(project);
            try {
                var url = "http://" + address(serve, project.directory().resolve("serve.log"));
                released(project, url);
                var wrong = CommandLineRun.in(Map.of("SLUICE_SERVER", url, "SLUICE_TOKEN", "sluice_x"), "hosts");
                assertEquals(2, wrong.exitCode(), wrong::err);
            } finally {
                serve.toHandle().destroy();
            }
            assertEquals(143, serve.waitFor());
        }
    }

    private static void released(DemoProject project, String url) throws Exception {
        var made = CommandLineRun.of("token", "create", "jenkins", "--scope", "read,run", "--state", project.state());
        var environment =
                Map.of("SLUICE_SERVER", url, "SLUICE_TOKEN", made.out().strip());
        var run = CommandLineRun.in(environment, "release", "--yes", "--release", "v2", "--artifact", packed(project));
        assertEquals(0, run.exitCode(), () -> run.out() + run.err());
        assertEquals("v2", project.live("web02"));
        var promote = CommandLineRun.in(environment, "promote", "--yes");
        assertEquals(2, promote.exitCode());
        assertTrue(promote.err().contains("has not the scope approve"), promote::err);
    }
}
