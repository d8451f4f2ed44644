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
    private final ProofTime bound;
    private final Timekeeper time;

    /** Runs the command on the host and returns when it has succeeded. */
    interface Command {
        void run() throws EndpointException;
    }

    /** @param bound starts again at the command's end, which has a timeout of its own */
    ReloadMethod(EndpointClient endpoint, Command command, ProofTime bound, Timekeeper time) {
        this.endpoint = endpoint;
        this.command = command;
        this.bound = bound;
        this.time = time;
    }

    @Override
    public MethodOutcome apply(String release, Purpose purpose) throws EndpointException, InterruptedException {
        var before = new Polling(time, bound).answer(() -> endpoint.status(release));
        command.run();
        bound.restart();
        var after = awaitNewCache(release, before, time.elapsed().plus(bound.left()));
        return new MethodOutcome(
                Opcache.Method.RELOAD,
                before.opcache().restarts(),
                after.opcache().restarts());
    }

    private EndpointState awaitNewCache(String release, EndpointState before, Duration deadline)
            throws EndpointException, InterruptedException {
        return new Polling(time, bound).until(deadline, () -> {
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
