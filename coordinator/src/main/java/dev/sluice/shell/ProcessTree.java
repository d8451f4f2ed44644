package dev.sluice.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A task's process, its group, and what it started besides. */
final class ProcessTree {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;

    ProcessTree(Process process) {
        this.process = process;
    }

    /** Asks all to end, and ends what has not done so ten seconds later. */
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
     * To the group that the process leads, which has those too whose parents are gone. A group of that number is no other's: nobody gets the
     * number of a group that still has members.
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
