package dev.sluice.opcache;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.Timekeeper;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.Opcache;
import java.time.Duration;
import java.util.Optional;

/**
 * Reloads PHP by the playbook's command, and waits until a cache answers that was created since. FPM ends requests that run longer than
 * its process_control_timeout, and by default all that run.
 */
final class ReloadMethod implements CacheMethod {
    private final EndpointClient endpoint;
    private final Command command;
    private final Timekeeper time;
    private final Duration within;

    /** Runs the command on the host and returns when it has succeeded. */
    interface Command {
        void run() throws EndpointException;
    }

    /** @param within how long after the command's end a new cache may take to answer */
    ReloadMethod(EndpointClient endpoint, Command command, Timekeeper time, Duration within) {
        this.endpoint = endpoint;
        this.command = command;
        this.time = time;
        this.within = within;
    }

    @Override
    public MethodOutcome apply(String release, Purpose purpose) throws EndpointException, InterruptedException {
        var before = new Polling(time).answer(() -> endpoint.status(release));
        command.run();
        var after = awaitNewCache(release, before, time.elapsed().plus(within));
        return new MethodOutcome(
                Opcache.Method.RELOAD,
                before.opcache().restarts(),
                after.opcache().restarts());
    }

    private EndpointState awaitNewCache(String release, EndpointState before, Duration deadline)
            throws EndpointException, InterruptedException {
        return new Polling(time).until(deadline, () -> {
            var state = endpoint.status(release);
            if (isNew(state, before)) {
                return Optional.of(state);
            }
            if (time.elapsed().compareTo(deadline) < 0) {
                return Optional.empty();
            }
            throw new EndpointException(
                    Kind.RELOAD_FAILED,
                    "opcache.reload succeeded, but the cache that answers is older than it",
                    "check that the command reloads the PHP that serves this site");
        });
    }

    /** With OPcache off there is no cache to compare, but all workers are new. */
    private static boolean isNew(EndpointState state, EndpointState before) {
        return before.opcache().settings().visible()
                ? state.opcache().restarts().start()
                        != before.opcache().restarts().start()
                : before.worker().workers().stream().noneMatch(state.worker().workers()::contains);
    }
}
