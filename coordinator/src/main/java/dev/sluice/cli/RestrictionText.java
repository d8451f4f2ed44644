package dev.sluice.cli;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.operation.Fleet;
import dev.sluice.readiness.Survey;
import dev.sluice.step.KeepRestrictions.Kept;
import java.io.PrintWriter;

/** Which hosts know of a restriction, for other machines. */
record RestrictionText(PrintWriter err) {
    void print(Fleet fleet, Results<Kept> kept) {
        if (kept.done().isEmpty() && kept.failures().isEmpty()) {
            err.println("  note  only this machine knows of it: the project has no key that could sign it");
        }
        if (!kept.done().isEmpty()) {
            err.println("  kept  by " + new Count(kept.done().size(), "host") + " of " + fleet.name());
        }
        Survey.group(kept.failures()).forEach(line -> err.println("  not on  " + line));
        err.flush();
    }
}
