package dev.sluice.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Starts the command of an exec request on one host, as sshd does: with a shell that leads a session of its own. */
final class CommandLauncher {
    /** Blocks of 512 bytes, as POSIX counts them. Ignored, the signal becomes an error of write(2), which is what a full disk gives. */
    private static final String ALMOST_FULL_DISK = "trap '' XFSZ; ulimit -f 64; exec /bin/sh -c \"$1\"";

    private static final boolean SETSID = onPath("setsid");

    private final Path directory;
    private final String mark;
    private final AtomicInteger started = new AtomicInteger();

    /**
     * @param directory working directory and HOME of every command
     * @param mark begins the environment mark of every process of this host
     */
    CommandLauncher(Path directory, String mark) {
        this.directory = directory;
        this.mark = mark;
    }

    /** How large a file may become for a command. */
    enum Disk {
        FREE,
        FULL
    }

    /** A mark that no other command has. */
    String newMark() {
        return mark + started.incrementAndGet() + ".";
    }

    Process start(String line, String commandMark, Disk disk) throws IOException {
        var builder = new ProcessBuilder(words(line, disk)).directory(directory.toFile());
        var environment = builder.environment();
        var path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.clear();
        environment.putAll(Map.of("PATH", path, "HOME", directory.toString(), "SHELL", "/bin/sh"));
        environment.put(ChildProcesses.VARIABLE, commandMark);
        return builder.start();
    }

    private static List<String> words(String line, Disk disk) {
        var words = new ArrayList<String>();
        if (SETSID) {
            words.add("setsid");
        }
        words.addAll(List.of("/bin/sh", "-c"));
        words.addAll(disk == Disk.FULL ? List.of(ALMOST_FULL_DISK, "sh", line) : List.of(line));
        return words;
    }

    private static boolean onPath(String program) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
