package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.engine.HostFailures;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.Failure;
import dev.sluice.step.Adopt;
import dev.sluice.step.Lease;
import dev.sluice.step.MarkRelease;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.ReleaseMark;
import dev.sluice.step.Site;
import dev.sluice.step.StepException;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the live releases of a fleet ones that can be asked and gone back to. */
public final class Adopting {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Coordinator coordinator;

    public Adopting(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** The release that was adopted on each host. The caller holds the fleet's lock. */
    public Map<HostName, Adopt.Adopted> run(Scope scope) throws RefusedException {
        coordinator.checkKeys();
        var hosts = coordinator.project().targets(scope).stream()
                .flatMap(List::stream)
                .toList();
        Map<HostName, Adopt.Adopted> adopted = new ConcurrentHashMap<>();
        Map<HostName, Failure> failures = new ConcurrentHashMap<>();
        var id = RolloutId.of(coordinator.randomBits());
        CompletableFuture.allOf(hosts.stream()
                        .map(host -> CompletableFuture.runAsync(
                                () -> adopt(host, id).accept(host.name(), adopted, failures), coordinator.threads()))
                        .toArray(CompletableFuture[]::new))
                .join();
        Releasing.refuse(failures);
        return new TreeMap<>(adopted);
    }

    private record Result(Optional<Adopt.Adopted> adopted, Optional<Failure> failure) {
        void accept(HostName host, Map<HostName, Adopt.Adopted> all, Map<HostName, Failure> failures) {
            adopted.ifPresent(release -> all.put(host, release));
            failure.ifPresent(what -> failures.put(host, what));
        }
    }

    private Result adopt(Host host, RolloutId id) {
        try {
            return new Result(Optional.of(adopt(coordinator.sessions().to(host), host, id)), Optional.empty());
        } catch (HostException e) {
            return new Result(Optional.empty(), Optional.of(HostFailures.of("adopt", e)));
        } catch (StepException e) {
            return new Result(Optional.empty(), Optional.of(HostFailures.of(e)));
        }
    }

    private Adopt.Adopted adopt(HostSession session, Host host, RolloutId id) throws StepException, HostException {
        var fleet = coordinator.fleet();
        var site = new Site(fleet.inventory(), fleet.site(), host.name().value());
        Lease lease = new TakeLease(host.path(), id.value(), coordinator.actor(), LEASE, site).on(session);
        try {
            var adopted = new Adopt(lease, coordinator.project().playbook().release(), coordinator.endpointFiles(host))
                    .on(session);
            new MarkRelease(lease, adopted.release(), ReleaseMark.GOOD, coordinator.actor()).on(session);
            return adopted;
        } finally {
            new ReleaseLease(lease).on(session);
        }
    }
}
