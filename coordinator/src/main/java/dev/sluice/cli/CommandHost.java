package dev.sluice.cli;

import dev.sluice.readiness.RefusedException;
import dev.sluice.wiring.Fleets;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** The process that a command runs in, as far as commands depend on it: its own, or a daemon that runs it for a caller elsewhere. */
interface CommandHost {
    /** Where records are; a host with records of its own does not ask. */
    @FunctionalInterface
    interface State {
        Path directory() throws RefusedException;
    }

    /** What a command does with fleets. */
    @FunctionalInterface
    interface Work<T> {
        T with(Fleets fleets) throws Exception;
    }

    /**
     * Has work done with the fleets of this process, which are closed afterwards where they were opened for it.
     *
     * @param err where the place is printed at which a test stops the coordinator
     */
    <T> T work(State state, PrintWriter err, Work<T> work) throws Exception;

    /** Whether a person can be asked. */
    boolean isInteractive();

    /** Who approved something, for the record: a person at this machine is believed, and one elsewhere is the claim of a caller. */
    String approvedBy(String actor, String name);

    /** Asks a person; no where no one can be asked. */
    boolean confirms(String question);

    /** Whether what is printed can be drawn in place, for a person who watches. */
    boolean drawsInPlace();

    /** Whether colours are shown where no option decides. */
    boolean isColoured();

    /** The width that lines for people are folded to; 0 where they are not. */
    int columns();

    /** From now on, for the life of this process: a signal ends this first. */
    void onSignal(Signals.Stop stop, PrintWriter err);

    /** The host of a command line, which its root holds. */
    static CommandHost of(CommandSpec command) {
        return command.root().userObject() instanceof SluiceCommand root ? root.host() : ProcessHost.INSTANCE;
    }
}
