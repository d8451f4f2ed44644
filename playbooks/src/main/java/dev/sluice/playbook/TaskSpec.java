package dev.sluice.playbook;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.InOrder;
import dev.sluice.inventory.HostSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One shell command, as written.
 *
 * @param name unique among all tasks; the first line of {@code run} when the file names none
 * @param run for {@code /bin/sh}, in the release's directory
 * @param on the hosts it is for; all targets without it
 * @param where the machine that it runs on
 * @param once once a rollout, over batches, resumes and retries
 * @param user another user than the SSH user, by {@code sudo -n -u}
 * @param timeout after it the task is ended, and has failed
 * @param env its own variables
 * @param optional its failure is only reported
 * @param irreversible after it nothing is reverted
 * @param idempotent may be started again when a crash hid its end
 * @param undo the command of {@code rollback --undo}
 * @param onRollback runs in a rollback too
 */
public record TaskSpec(
        String name,
        String run,
        Optional<HostSelector> on,
        Where where,
        boolean once,
        Optional<String> user,
        Duration timeout,
        Map<String, ConfiguredValue> env,
        boolean optional,
        boolean irreversible,
        boolean idempotent,
        Optional<String> undo,
        boolean onRollback) {
    public TaskSpec {
        env = InOrder.copyOf(env);
    }
}
