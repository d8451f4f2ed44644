package dev.sluice.step;

import dev.sluice.document.HostText;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.time.Duration;
import java.util.Map;

/**
 * Runs a command in the live release's directory: a health check, or the command that reloads PHP. Needs no lease: the command is responsible for its
 * effects.
 *
 * @param path as in {@link Lease}
 * @param run for {@code /bin/sh}
 * @param limit rounded up to whole seconds; afterwards the command is ended with all processes that it started
 */
public record RunCheck(String path, String run, Duration limit) implements Step<RunCheck.Ended> {
    /** Time to end a command that does not end by itself, and for the round trip. */
    private static final Duration SPARE = Duration.ofSeconds(30);

    private static final int MOST_OF_A_STATUS = 255;

    /**
     * How a command ended.
     *
     * @param status its exit status; above 128 a signal
     * @param over whether it was ended because of the limit
     * @param output the last 2000 bytes
     */
    public record Ended(int status, boolean over, HostText output) {}

    @Override
    public Ended on(HostSession session) throws StepException, HostException {
        long seconds = Math.max(1, limit.plusMillis(999).toSeconds());
        var values = Map.of("path", path, "run", run, "limit", Long.toString(seconds));
        var result = session.run(HostCommand.of(HostScripts.CHECK, values, limit.plus(SPARE)));
        if (!result.ok()) {
            throw StepException.of(session.host(), HostScripts.CHECK.name(), result);
        }
        var fields = new Answer(session.host(), HostScripts.CHECK.name(), result).fields();
        return new Ended(
                (int) fields.number("status", MOST_OF_A_STATUS),
                fields.yes("over"),
                fields.output("output", AnswerLimits.TEXT_CHARS));
    }
}
