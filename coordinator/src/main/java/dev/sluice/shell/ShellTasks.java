package dev.sluice.shell;

import dev.sluice.engine.LocalTasks;
import dev.sluice.engine.WorkException;
import dev.sluice.host.OutputListener;
import dev.sluice.rollout.Failure;
import dev.sluice.step.TaskCommand;
import dev.sluice.step.TaskOutcome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs tasks by {@code /bin/sh}. Their text and their variables are never in an argument, which every user of a machine can see. */
public final class ShellTasks implements LocalTasks {
    /** The variables of the coordinator's environment that a task receives. */
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ");

    /** Reads the whole text from standard input: one truncated by a crash of the coordinator must not run. */
    private static final String TAKE_TEXT = "SLUICE__v=$(cat); case $SLUICE__v in *\"\n.\") ;; *) exit 65 ;; esac;"
            + " exec </dev/null; set -- \"${SLUICE__v%??}\"; unset SLUICE__v; eval \"set --; $1\"";

    private final Path directory;
    private final Map<String, String> environment;

    /**
     * @param directory that tasks run in
     * @param environment the coordinator's own
     */
    public ShellTasks(Path directory, Map<String, String> environment) {
        this.directory = directory.toAbsolutePath();
        this.environment = Map.copyOf(environment);
    }

    @Override
    public TaskOutcome run(TaskCommand command, OutputListener output) throws WorkException, InterruptedException {
        long began = System.nanoTime();
        var process = start(command);
        var tree = new ProcessTree(process);
        var capture = new Capture(process.getInputStream(), output);
        try {
            capture.start();
            give(process, command.run());
            boolean ended = process.waitFor(command.seconds(), TimeUnit.SECONDS);
            if (!ended) {
                tree.end();
            }
            capture.finish();
            return new TaskOutcome(
                    ended ? TaskOutcome.End.EXITED : TaskOutcome.End.TIMED_OUT,
                    process.waitFor(),
                    Duration.ofNanos(System.nanoTime() - began),
                    TaskOutcome.Ran.NOW);
        } catch (InterruptedException interrupted) {
            tree.kill();
            capture.finish();
            throw interrupted;
        }
    }

    private Process start(TaskCommand command) throws WorkException {
        var builder = new ProcessBuilder(words(command)).directory(directory.toFile());
        builder.redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of());
        environment.forEach((name, value) -> {
            if (KEPT.contains(name)) {
                builder.environment().put(name, value);
            }
        });
        command.variables().forEach((name, value) -> builder.environment().put(name, value.reveal()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw WorkException.failed(new Failure(
                    Failure.Kind.UNEXPECTED,
                    "task",
                    command.name() + " could not be started on the coordinator",
                    String.valueOf(e.getMessage()),
                    "check that " + directory + " exists, and that /bin/sh runs"));
        }
    }

    private List<String> words(TaskCommand command) {
        var words = new ArrayList<String>();
        if (onPath("setsid")) {
            words.add("setsid");
        }
        command.user()
                .filter(user -> !user.equals(System.getProperty("user.name")))
                .ifPresent(user -> words.addAll(List.of("sudo", "-n", "-H", "-u", user, "--")));
        words.addAll(List.of("/bin/sh", "-c", TAKE_TEXT, "sh"));
        return words;
    }

    private boolean onPath(String program) {
        var path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** A task that ends without reading its text is not an error here. */
    private static void give(Process process, String text) {
        try (var in = process.getOutputStream()) {
            in.write((text + "\n.").getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            // Its exit code shows what was wrong.
            return;
        }
    }
}
