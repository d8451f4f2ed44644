package dev.sluice.engine;

import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import java.util.List;
import java.util.function.Consumer;

/** Port: what tasks wrote, by rollout and machine, for nobody but the owner of the records. */
public interface HostLogs {
    /** The name of the coordinator's own log; no host is called so. */
    String COORDINATOR = "coordinator";

    /**
     * Adds lines to a machine's log, each with the time. What comes after ten megabytes of one machine is not kept, and a line says so.
     *
     * @param machine a host's name, or {@link #COORDINATOR}
     * @throws JournalException when they cannot be kept; no reason to stop a rollout
     */
    void append(FleetName fleet, RolloutId rollout, String machine, List<String> lines) throws JournalException;

    /** The machines that a rollout has logs of, sorted. */
    List<String> machines(FleetName fleet, RolloutId rollout) throws JournalException;

    /** Gives one machine's log line by line, as it was written: not harmless to print. */
    void read(FleetName fleet, RolloutId rollout, String machine, Consumer<String> line) throws JournalException;

    /** For those who keep none. */
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
