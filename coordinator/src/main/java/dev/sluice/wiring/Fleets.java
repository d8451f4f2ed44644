package dev.sluice.wiring;

import dev.sluice.host.Timekeeper;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Ports;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;

/** What one person or program works with: fleets, records and the clock of a coordinator, which whoever made it closes. */
public interface Fleets {
    /**
     * A fleet to work on, which the caller closes. Several may be worked on side by side.
     *
     * @param scope the hosts that the operation is about; those that it excludes are not contacted
     */
    Fleet fleet(Project project, Scope scope);

    /** What is kept of rollouts on this machine, of any fleet. */
    Ports.Records records();

    /** This machine's clock. */
    Timekeeper time();
}
