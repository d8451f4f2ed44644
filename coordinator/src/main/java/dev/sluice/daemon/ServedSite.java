package dev.sluice.daemon;

import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.document.Problem;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Project;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.FleetName;
import dev.sluice.readiness.RefusedException;
import dev.sluice.wiring.Fleets;
import java.util.List;
import java.util.Optional;

/** One site of a daemon, for the fronts beside it in the same process, such as HTTP. Safe for use by many threads. */
public interface ServedSite {
    SiteFiles files();

    /** As far as the files name it. */
    FleetName fleet();

    /** The files that could be used last; empty before the first of them. */
    Optional<Project> project();

    /** What is wrong with the files as they are now. */
    List<Problem> problems();

    /** Whether the files were read since the daemon started, with whatever result. */
    boolean isRead();

    /** Whether a thread works for the site. None does before the daemon runs, and after it was stopped. */
    boolean isAlive();

    /**
     * Works on the fleet for a person or a program, on the caller's thread. When the daemon stops, what runs is left in order, as by a signal, and the
     * daemon waits for it.
     *
     * @param actor who asks, for the record
     * @throws RefusedException when the daemon stops, or no usable files were read yet
     */
    <T> T work(String actor, Scope scope, Work<T> work) throws Exception;

    /** The same after its turn came: sites that share hosts do not drain them together. */
    <T> T workInTurn(String actor, Scope scope, Work<T> work) throws Exception;

    /**
     * Has work done on the caller's thread that reads the files and opens fleets by itself, as a command does. When the daemon stops, a rollout that runs
     * is left in order, everything else is interrupted, and the daemon waits for the end of it.
     *
     * @param actor who asks, for the record
     * @throws RefusedException when the daemon stops
     */
    <T> T lend(String actor, Loan<T> work) throws Exception;

    /** The same after its turn came. */
    <T> T lendInTurn(String actor, Loan<T> work) throws Exception;

    /** What is done with fleets, which whoever opens them closes. */
    @FunctionalInterface
    interface Loan<T> {
        T with(Fleets fleets) throws Exception;
    }

    /** What is done with the fleet, which is closed afterwards. */
    @FunctionalInterface
    interface Work<T> {
        T on(Fleet fleet) throws Exception;
    }
}
