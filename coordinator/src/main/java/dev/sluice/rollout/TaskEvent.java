package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a task that runs once a rollout. Tasks of each host have events of their own: {@link HostEvent}. */
public sealed interface TaskEvent extends RolloutEvent {
    /** The task's name. */
    String task();

    /**
     * Announces that it is started.
     *
     * @param on the host that it runs on; empty for the coordinator's machine
     */
    record TaskStarted(Instant at, String task, Optional<HostName> on) implements TaskEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.task(task, new TaskRun(TaskProgress.STARTED, on));
        }
    }

    /** @param exit what it ended with; 0 is success */
    record TaskEnded(Instant at, String task, int exit, Duration took) implements TaskEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.taskTo(task, TaskProgress.ENDED);
        }
    }

    /** It failed, and the rollout with it. */
    record TaskFailed(Instant at, String task, Failure failure) implements TaskEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.taskTo(task, TaskProgress.ENDED).failing(failure.summary());
        }
    }

    /** Nobody knows how it ended: nothing goes on before a person says whether it is done or may be started again. */
    record TaskUnknown(Instant at, String task, Failure failure) implements TaskEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.taskTo(task, TaskProgress.UNKNOWN);
        }
    }

    /** A person's word about a task whose end nobody knows, on whatever hosts. */
    record TaskJudged(Instant at, String task, Verdict verdict, String by) implements TaskEvent {
        /** What a person says of it. */
        public enum Verdict {
            /** It did its work. */
            DONE,
            /** It may be started again. */
            AGAIN
        }

        @Override
        public RolloutState applyTo(RolloutState state) {
            var next = verdict == Verdict.DONE ? TaskProgress.ENDED : TaskProgress.AGAIN;
            return state.everyHost(host -> host.judged(task, next)).judged(task, next);
        }
    }
}
