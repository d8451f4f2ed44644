package dev.sluice.engine;

import dev.sluice.host.OutputListener;
import dev.sluice.step.TaskCommand;
import dev.sluice.step.TaskOutcome;

/** Port: runs tasks on the coordinator's own machine, in the directory of the playbook. */
@FunctionalInterface
public interface LocalTasks {
    /**
     * Runs a task until it ends or times out; on a timeout it is ended together with every process that it started.
     *
     * @param output receives what the task writes, at most ten megabytes, until this call returns
     * @throws WorkException when it could not be started
     * @throws InterruptedException when this thread was interrupted; the task has been ended
     */
    TaskOutcome run(TaskCommand command, OutputListener output) throws WorkException, InterruptedException;
}
