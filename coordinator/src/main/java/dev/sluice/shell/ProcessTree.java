package dev.sluice.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A task's process, its group, and the other processes that it started. */
final class ProcessTree {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;

    ProcessTree(Process process) {
        this.process = process;
    }

    /** Sends all of them a signal to end, and kills what still runs ten seconds later. */
    void end() throws InterruptedException {
        var all = everything();
        signal("TERM");
        all.forEach(ProcessHandle::destroy);
        long until = System.nanoTime() + GRACE.toNanos();
        for (var one : all) {
            one.onExit()
                    .completeOnTimeout(one, Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .join();
        }
        signal("KILL");
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    /** Ends all at once. */
    void kill() {
        var all = everything();
        signal("KILL");
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> everything() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /**
     * Sends it to the group that the process leads, which contains those too whose parents are gone. The number of the group cannot be reused while
     * the group has members.
     */
    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill \"-$1\" \"-$2\"", "sh", name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
