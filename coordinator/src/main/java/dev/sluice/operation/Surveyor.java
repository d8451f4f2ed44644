package dev.sluice.operation;

import dev.sluice.inventory.Host;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.readiness.Survey;
import dev.sluice.step.Inspect;
import java.util.List;

/** Inspects many hosts at once, and changes nothing. */
public final class Surveyor {
    private final ReleaseSettings settings;
    private final SessionWork work;

    public Surveyor(ReleaseSettings settings, SessionWork work) {
        this.settings = settings;
        this.work = work;
    }

    public Survey survey(List<Host> hosts) {
        var seen = work.run(
                hosts, (session, host) -> Inspect.of(host.path(), settings).on(session));
        return new Survey(hosts, seen.done(), seen.failures());
    }
}
