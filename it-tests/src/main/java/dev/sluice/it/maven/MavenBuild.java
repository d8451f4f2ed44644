package dev.sluice.it.maven;

import dev.sluice.it.release.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A directory in which Maven is run, with or without a POM.
 *
 * @param environment variables beside those of this process
 */
public record MavenBuild(PluginRepository repository, Path directory, Map<String, String> environment) {
    private static final long PATIENCE_MINUTES = 5;

    /** Runs {@code mvn} to its end; standard error is in the output. */
    public Ended run(String... arguments) throws IOException, InterruptedException {
        var output = Files.createTempFile(directory, "mvn-", ".log");
        var builder = new ProcessBuilder(command(List.of(arguments)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_") || name.equals("SSH_AUTH_SOCK"));
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroy();
            throw new IllegalStateException("mvn did not end: " + Files.readString(output));
        }
        return new Ended("mvn " + String.join(" ", arguments), process.exitValue(), Files.readString(output), "");
    }

    private List<String> command(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-ntp",
                "--global-settings",
                repository.settings().toString(),
                "-Dmaven.repo.local=" + repository.directory()));
        command.addAll(arguments);
        return command;
    }
}
