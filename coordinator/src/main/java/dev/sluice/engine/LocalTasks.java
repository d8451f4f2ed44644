package dev.sluice.engine;

import dev.sluice.host.OutputListener;
import dev.sluice.step.TaskCommand;
import dev.sluice.step.TaskOutcome;

/** Port: runs tasks on the coordinator's own machine, in the directory of the playbook. */
@FunctionalInterface
public interface LocalTasks {
    /**
     * Runs a task to its end, or to the end of its time; then it is ended with all that it started.
     *
     * @param output hears what it writes, at most ten megabytes of it, until this returns
     * @throws WorkException when it could not be started
     * @throws InterruptedException when this thread was interrupted; the task is ended then
     */
    TaskOutcome run(TaskCommand command, OutputListener output) throws WorkException, InterruptedException;
}
