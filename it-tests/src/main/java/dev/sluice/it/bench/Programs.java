package dev.sluice.it.bench;

import dev.sluice.it.fleet.RequiredPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Programs of this machine that are started all at once.
 *
 * @param directory where they work, and where their output is kept
 * @param environment that they have besides this JVM's
 */
record Programs(Path directory, Map<String, String> environment) {
    private static final int MOST_CHARACTERS = 2000;

    static Programs in(Path directory) {
        return new Programs(directory, Map.of());
    }

    /**
     * Makes sure that a program is on this machine.
     *
     * @param debianPackage that has it
     * @throws IllegalStateException with the command that installs it
     */
    static String required(String name, String debianPackage) {
        try {
            return RequiredPrograms.ofThisMachine().program(name).toString();
        } catch (IllegalStateException missing) {
            throw new IllegalStateException(
                    "this benchmark needs " + name + ", which is not on this machine: on Debian, apt-get install "
                            + "--no-install-recommends " + debianPackage,
                    missing);
        }
    }

    /**
     * Starts all of them and waits until all have ended.
     *
     * @return how long that took
     * @throws IllegalStateException when one ended with another code than 0, with the end of its output
     */
    Duration run(List<List<String>> commands) {
        long began = System.nanoTime();
        var running = new ArrayList<Process>();
        try {
            for (int i = 0; i < commands.size(); i++) {
                running.add(start(commands.get(i), output(i)));
            }
            for (var process : running) {
                process.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a program", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while programs run", e);
        } finally {
            running.forEach(Process::destroy);
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        for (int i = 0; i < commands.size(); i++) {
            check(commands.get(i), running.get(i).exitValue(), output(i));
        }
        return took;
    }

    private Process start(List<String> command, Path output) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path output(int number) {
        return directory.resolve("program-" + number + ".out");
    }

    private static void check(List<String> command, int code, Path output) {
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + "\nended with " + code + ": " + end(output));
        }
    }

    private static String end(Path output) {
        try {
            var text = Files.readString(output);
            return text.substring(Math.max(0, text.length() - MOST_CHARACTERS));
        } catch (IOException e) {
            return "no output: " + e;
        }
    }
}
