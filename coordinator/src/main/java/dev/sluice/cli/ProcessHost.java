package dev.sluice.cli;

import dev.sluice.wiring.Coordinator;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** A command in a process of its own, which ends with it. */
enum ProcessHost implements CommandHost {
    INSTANCE;

    @Override
    public <T> T work(State state, PrintWriter err, Work<T> work) throws Exception {
        try (var coordinator = new Coordinator(ProcessSettings.of(state.directory(), err))) {
            return work.with(coordinator);
        }
    }

    @Override
    public boolean isInteractive() {
        return Terminal.here().interactive();
    }

    @Override
    public String approvedBy(String actor, String name) {
        return name;
    }

    @Override
    public boolean confirms(String question) {
        return Terminal.here().confirms(question);
    }

    @Override
    public boolean drawsInPlace() {
        return Terminal.here().drawsInPlace(System.getenv());
    }

    @Override
    public boolean isColoured() {
        return Ansi.AUTO.enabled();
    }

    @Override
    public int columns() {
        return Fold.columns(System.getenv());
    }

    @Override
    public void onSignal(Signals.Stop stop, PrintWriter err) {
        Signals.handle(stop, err);
    }
}
