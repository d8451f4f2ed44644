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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** Looks at many hosts at once, and changes nothing. */
final class Surveyor {
    private final Sessions sessions;
    private final ReleaseSettings settings;
    private final ExecutorService threads;

    Surveyor(Sessions sessions, ReleaseSettings settings, ExecutorService threads) {
        this.sessions = sessions;
        this.settings = settings;
        this.threads = threads;
    }

    Survey survey(List<Host> hosts) {
        Map<HostName, HostFacts> facts = new ConcurrentHashMap<>();
        Map<HostName, Failure> failures = new ConcurrentHashMap<>();
        var looks = hosts.stream()
                .map(host -> CompletableFuture.runAsync(() -> look(host, facts, failures), threads))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(looks).join();
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
