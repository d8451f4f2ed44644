package dev.sluice.engine;

import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.util.List;
import java.util.function.Consumer;

/** Port: the output of tasks, by rollout and machine. Only the owner of the records may read it. */
public interface HostLogs {
    /** The name of the coordinator's own log; no host can have this name. */
    String COORDINATOR = "coordinator";

    /**
     * Adds lines to a machine's log, each with the time. After ten megabytes for one machine, output is dropped and a line notes that.
     *
     * @param machine a host's name, or {@link #COORDINATOR}
     * @throws JournalException when they cannot be stored; this is no reason to stop a rollout
     */
    void append(FleetName fleet, RolloutId rollout, String machine, List<String> lines) throws JournalException;

    /** The machines for which a rollout has logs, sorted. */
    List<String> machines(FleetName fleet, RolloutId rollout) throws JournalException;

    /** Reads one machine's log line by line, as it was written. It is not safe to print unescaped. */
    void read(FleetName fleet, RolloutId rollout, String machine, Consumer<String> line) throws JournalException;

    /** For callers that keep no logs. */
    static HostLogs none() {
        return new HostLogs() {
            @Override
            public void append(FleetName fleet, RolloutId rollout, String machine, List<String> lines) {}

            @Override
            public List<String> machines(FleetName fleet, RolloutId rollout) {
                return List.of();
            }

            @Override
            public void read(FleetName fleet, RolloutId rollout, String machine, Consumer<String> line) {}
        };
    }
}
