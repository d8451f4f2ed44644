package dev.sluice.playbook;

import java.util.List;

/**
 * The shell commands of a rollout, by the moment at which they run.
 *
 * @param prepare on staged hosts, before any switch
 * @param beforeSwitch on each host in its critical section, before its switch
 * @param afterSwitch on each host, when it is proved and healthy
 * @param finish when every batch is done
 */
public record Tasks(
        List<TaskSpec> prepare, List<TaskSpec> beforeSwitch, List<TaskSpec> afterSwitch, List<TaskSpec> finish) {
    public Tasks {
        prepare = List.copyOf(prepare);
        beforeSwitch = List.copyOf(beforeSwitch);
        afterSwitch = List.copyOf(afterSwitch);
        finish = List.copyOf(finish);
    }
}
