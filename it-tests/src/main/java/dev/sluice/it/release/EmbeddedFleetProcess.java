package dev.sluice.it.release;

import dev.sluice.it.fleet.EmbeddedFleetMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An embedded fleet in a JVM of its own, so that what a coordinator uses can be told from what its hosts use. */
public final class EmbeddedFleetProcess implements AutoCloseable {
    private final Process process;
    private final Map<String, String> paths;

    private EmbeddedFleetProcess(Process process, Map<String, String> paths) {
        this.process = process;
        this.paths = paths;
    }

    /**
     * With hosts that run real shells.
     *
     * @param directory one that is not there yet
     */
    public static EmbeddedFleetProcess start(int hosts, Path directory) {
        return start(List.of(Integer.toString(hosts), directory.toString()));
    }

    /** The same with hosts that run no process at all: hundreds of them are no load. */
    public static EmbeddedFleetProcess startOnPaper(int hosts, Path directory) {
        return start(List.of(Integer.toString(hosts), directory.toString(), EmbeddedFleetMain.PAPER));
    }

    private static EmbeddedFleetProcess start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedFleetMain.class.getName()));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new EmbeddedFleetProcess(process, paths(process));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a fleet in a JVM of its own", e);
        }
    }

    private static Map<String, String> paths(Process process) {
        return process.inputReader()
                .lines()
                .takeWhile(line -> !line.equals("ready"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    /** One of what {@link EmbeddedFleetMain} prints, such as {@code inventory}. */
    public Path path(String name) {
        var path = paths.get(name);
        if (path == null) {
            throw new IllegalStateException("the fleet did not start: it said only " + paths);
        }
        return Path.of(path);
    }

    /** Returns when its hosts are gone. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
