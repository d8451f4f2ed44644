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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/** Looks at many hosts at once, with a thread for each lane and not for each host, and changes nothing. */
final class Surveyor {
    private final Sessions sessions;
    private final ReleaseSettings settings;
    private final ExecutorService threads;
    private final int lanes;

    /** @param lanes the most hosts at once */
    Surveyor(Sessions sessions, ReleaseSettings settings, ExecutorService threads, int lanes) {
        this.sessions = sessions;
        this.settings = settings;
        this.threads = threads;
        this.lanes = lanes;
    }

    Survey survey(List<Host> hosts) {
        Map<HostName, HostFacts> facts = new ConcurrentHashMap<>();
        Map<HostName, Failure> failures = new ConcurrentHashMap<>();
        var waiting = new ConcurrentLinkedQueue<>(hosts);
        var looks = IntStream.range(0, Math.min(lanes, hosts.size()))
                .mapToObj(lane -> CompletableFuture.runAsync(() -> lookAtAll(waiting, facts, failures), threads))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(looks).join();
        return new Survey(hosts, facts, failures);
    }

    private void lookAtAll(Queue<Host> waiting, Map<HostName, HostFacts> facts, Map<HostName, Failure> failures) {
        for (var host = waiting.poll(); host != null; host = waiting.poll()) {
            look(host, facts, failures);
        }
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
