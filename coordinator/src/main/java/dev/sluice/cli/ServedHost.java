package dev.sluice.cli;

import dev.sluice.cli.ServedRules.Precedence;
import dev.sluice.daemon.ServedSite;
import dev.sluice.web.Commands.Console;
import java.io.PrintWriter;

/**
 * A daemon that runs a command for a caller elsewhere: there is no terminal, signals are the daemon's, and fleets are opened with its coordinator, because
 * the locks of a process are separated by one store.
 */
record ServedHost(ServedSite site, String actor, Precedence precedence, Console console) implements CommandHost {
    @Override
    public <T> T work(State state, PrintWriter err, Work<T> work) throws Exception {
        return switch (precedence) {
            case AT_ONCE -> site.lend(actor, work::with);
            case AFTER_OTHERS -> site.lendInTurn(actor, work::with);
        };
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public String approvedBy(String caller, String name) {
        return caller + ": approved by " + name;
    }

    @Override
    public boolean confirms(String question) {
        return console.confirms(question);
    }

    @Override
    public boolean drawsInPlace() {
        return false;
    }

    @Override
    public boolean isColoured() {
        return false;
    }

    @Override
    public int columns() {
        return 0;
    }

    /** The daemon interrupts the fleets that it lends. */
    @Override
    public void onSignal(Signals.Stop stop, PrintWriter err) {}
}
