package dev.sluice.app;

import dev.sluice.engine.HostFailures;
import dev.sluice.engine.Sessions;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.rollout.Failure;
import dev.sluice.step.HostFacts;
import dev.sluice.step.Inspect;
import dev.sluice.step.StepException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at many hosts at once, and changes nothing. */
final class Surveyor {
    private final Sessions sessions;
    private final ReleaseSettings settings;
    private final HostLanes lanes;

    Surveyor(Sessions sessions, ReleaseSettings settings, HostLanes lanes) {
        this.sessions = sessions;
        this.settings = settings;
        this.lanes = lanes;
    }

    Survey survey(List<Host> hosts) {
        Map<HostName, HostFacts> facts = new ConcurrentHashMap<>();
        Map<HostName, Failure> failures = new ConcurrentHashMap<>();
        lanes.visit(hosts, host -> look(host, facts, failures));
        return new Survey(hosts, facts, failures);
    }

    private void look(Host host, Map<HostName, HostFacts> facts, Map<HostName, Failure> failures) {
        try {
            var inspect = new Inspect(
                    host.path(), settings.docroot(), settings.shared().files());
            facts.put(host.name(), inspect.on(sessions.to(host)));
        } catch (HostException e) {
            sessions.drop(host.name());
            failures.put(host.name(), HostFailures.of("preflight", e));
        } catch (StepException e) {
            failures.put(host.name(), HostFailures.of(e));
        }
    }
}
