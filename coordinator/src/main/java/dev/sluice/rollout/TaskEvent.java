package dev.sluice.rollout;

import dev.sluice.inventory.HostName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a task that runs once per rollout. Tasks of each host have their own events: {@link HostEvent}. */
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

    /** @param exit its exit code; 0 is success */
    record TaskEnded(Instant at, String task, int exit, Duration took) implements TaskEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.taskTo(task, TaskProgress.ENDED);
        }
    }

    /** The task failed, and so did the rollout. */
    record TaskFailed(Instant at, String task, Failure failure) implements TaskEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.taskTo(task, TaskProgress.ENDED).failing(failure.summary());
        }
    }

    /** Its outcome is unknown: the rollout waits for a decision whether the task is done or may be started again. */
    record TaskUnknown(Instant at, String task, Failure failure) implements TaskEvent {
        @Override
        public RolloutState applyTo(RolloutState state) {
            return state.taskTo(task, TaskProgress.UNKNOWN);
        }
    }

    /** A person's decision on a task whose outcome is unknown, for all hosts. */
    record TaskJudged(Instant at, String task, Verdict verdict, String by) implements TaskEvent {
        /** The decision. */
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
