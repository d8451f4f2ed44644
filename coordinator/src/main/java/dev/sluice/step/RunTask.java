package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.host.OutputListener;
import java.time.Duration;

/**
 * Runs one task in a release's directory, once, however often this step is repeated: with the same key of the same rollout a task that has ended is
 * not run again, and one that is running is awaited. A running task continues if the connection is lost.
 *
 * @param release its id
 * @param key distinguishes this run from others of the rollout: letters, digits, dots, dashes and underscores, at most 64
 * @param output receives what the task writes, at most ten megabytes; all of it again when this step is repeated
 */
public record RunTask(Lease lease, String release, String key, TaskCommand command, Again again, OutputListener output)
        implements Step<TaskOutcome> {
    private static final int MOST_OF_A_STATUS = 255;

    /** Time for output that is still in transit when the task has ended. */
    private static final Duration SPARE = Duration.ofMinutes(30);

    /** What to do about a run whose outcome is unknown. */
    public enum Again {
        /** Report it. */
        NEVER,
        /** Start it once more: a person decided so, or the task may be repeated. */
        WHEN_UNKNOWN
    }

    @Override
    public TaskOutcome on(HostSession session) throws StepException, HostException {
        return outcome(call().on(session));
    }

    private HostCall call() {
        var call = HostCall.of(HostScripts.TASK, lease)
                .with("release", release)
                .with("key", key)
                .with("run", command.run())
                .with("timeout", Long.toString(command.seconds()))
                .with("user", command.user().orElse(""))
                .with("again", again == Again.WHEN_UNKNOWN ? "yes" : "no")
                .with("variables", Integer.toString(command.variables().size()))
                .streamingTo(output)
                .lasting(Duration.ofSeconds(command.seconds()).plus(SPARE));
        int number = 0;
        for (var variable : command.variables().entrySet()) {
            number++;
            call = call.with("variable_" + number + "_name", variable.getKey())
                    .with("variable_" + number + "_value", variable.getValue().reveal());
        }
        return call;
    }

    private enum State {
        ENDED,
        TIMEOUT,
        UNKNOWN
    }

    private static TaskOutcome outcome(Answer result) throws HostException {
        var fields = result.fields();
        var ran = fields.word("ran", TaskOutcome.Ran.class);
        var end =
                switch (fields.word("state", State.class)) {
                    case ENDED -> TaskOutcome.End.EXITED;
                    case TIMEOUT -> TaskOutcome.End.TIMED_OUT;
                    case UNKNOWN -> TaskOutcome.End.UNKNOWN;
                };
        if (end == TaskOutcome.End.UNKNOWN) {
            return new TaskOutcome(end, 0, Duration.ZERO, ran);
        }
        var took = fields.someTime("took").filter(time -> !time.isNegative()).orElse(Duration.ZERO);
        return new TaskOutcome(end, (int) fields.number("exit", MOST_OF_A_STATUS), took, ran);
    }
}
