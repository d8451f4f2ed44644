package dev.sluice.it.release;

import dev.sluice.it.fleet.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One command of the product in a JVM of its own, with this JVM's class path and an environment without any {@code SLUICE_…}.
 * What it writes goes to files, so that it is never held up by a reader. {@link #close()} ends it by its process id.
 */
public final class SluiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_BYTES = 1 << 20;

    private final String command;
    private final Process process;
    private final Path out;
    private final Path err;

    private SluiceProcess(String command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param directory where it works, and where its output is kept */
    public static SluiceProcess start(Path directory, String... arguments) {
        return start(directory, Surroundings.NONE, List.of(arguments));
    }

    /** @param options for the JVM, such as {@code -Xmx400m} */
    public static SluiceProcess start(Path directory, List<String> options, List<String> arguments) {
        return start(directory, Surroundings.NONE.withJvm(options), arguments);
    }

    static SluiceProcess start(Path directory, Surroundings surroundings, List<String> arguments) {
        try {
            Path out = Files.createTempFile(directory, "sluice-", ".out");
            Path err = Files.createTempFile(directory, "sluice-", ".err");
            var builder = new ProcessBuilder(command(surroundings, arguments))
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_") || name.equals("SSH_AUTH_SOCK"));
            builder.environment().putAll(surroundings.environment());
            return new SluiceProcess(String.join(" ", arguments), builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start sluice " + arguments, e);
        }
    }

    private static List<String> command(Surroundings surroundings, List<String> arguments) {
        List<String> command = new ArrayList<>(surroundings.starter());
        surroundings
                .launcher()
                .ifPresentOrElse(
                        launcher -> command.add(launcher.toString()), () -> command.addAll(java(surroundings)));
        command.addAll(arguments);
        return command;
    }

    private static List<String> java(Surroundings surroundings) {
        List<String> command = new ArrayList<>();
        // A shell starts what is in the background with SIGINT ignored, and a JVM that inherits that never hears of
        // one.
        command.addAll(List.of(
                "env",
                "--default-signal",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(surroundings.jvm());
        command.add("dev.sluice.cli.Main");
        return command;
    }

    /**
     * Waits for its end.
     *
     * @throws IllegalStateException when it has not ended after ten minutes; it is killed then
     */
    public Ended await() {
        return await(PATIENCE);
    }

    /** Waits longer, or shorter. */
    public Ended await(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new IllegalStateException("not ended after " + patience + ": " + ended());
            }
            return ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for sluice " + command, e);
        }
    }

    private Ended ended() {
        return new Ended(command, process.exitValue(), read(out), read(err));
    }

    /** What it has written to standard output so far. */
    public String outSoFar() {
        return read(out);
    }

    /** What it has written to standard error so far. */
    public String errSoFar() {
        return read(err);
    }

    /** The operating system's, while it runs. */
    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Its children do not get it: what they are told they hear from it. */
    public void signal(Signal signal) {
        signal.sendTo(Stream.of(process.toHandle()));
    }

    /** SIGKILL: it ends without its knowing. Returns when it has. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what sluice wrote", e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
