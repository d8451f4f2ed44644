package dev.sluice.app;

import dev.sluice.app.Project.Scope;
import dev.sluice.app.RefusedException.Reason;
import dev.sluice.doctor.HandLock;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.step.BreakLease;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.Lease;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.Site;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows who holds the hosts of a fleet, holds them for a person, and ends what holds them. */
public final class Locking {
    private final Coordinator coordinator;

    public Locking(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * Who holds one host.
     *
     * @param lease empty when nobody does
     * @param note why the host could not be asked
     */
    public record Holder(HostName host, Optional<LeaseFacts> lease, Optional<String> note) {}

    /** Asks every host; changes nothing. */
    public List<Holder> holders(Scope scope) {
        var survey = coordinator.survey(hosts(scope));
        return survey.hosts().stream()
                .map(host -> {
                    var facts = Optional.ofNullable(survey.facts().get(host.name()));
                    var failure = Optional.ofNullable(survey.failures().get(host.name()));
                    return new Holder(
                            host.name(), facts.flatMap(known -> known.lease()), failure.map(why -> why.summary()));
                })
                .toList();
    }

    /**
     * Holds every host, without end, or none of them: what was taken before one refused is given back.
     *
     * @param reason in words for whoever wants to release meanwhile
     * @return the lock's id
     */
    public String hold(Scope scope, String reason) throws RefusedException {
        var id = HandLock.id(coordinator.randomBits());
        var fleet = coordinator.fleet();
        var hosts = hosts(scope);
        var owner = coordinator.actor() + ": " + reason;
        var taken = coordinator.onHosts("lock").run(hosts, (session, host) -> {
            var site = new Site(fleet.inventory(), fleet.site(), host.name().value());
            return new TakeLease(host.path(), id, owner, Duration.ZERO, site).on(session);
        });
        if (!taken.failures().isEmpty()) {
            giveBack(hosts, taken.done());
            Releasing.refuse(taken.failures());
        }
        return id;
    }

    private void giveBack(List<Host> hosts, Map<HostName, Lease> taken) {
        var held = hosts.stream().filter(host -> taken.containsKey(host.name())).toList();
        coordinator.onHosts("unlock").run(held, (session, host) -> new ReleaseLease(
                        Objects.requireNonNull(taken.get(host.name())))
                .on(session));
    }

    /**
     * One lock and the hosts that it holds.
     *
     * @param id whole, as hosts know it
     */
    public record Held(String id, Map<HostName, LeaseFacts> hosts) {}

    /**
     * The one lock whose id begins like this.
     *
     * @throws RefusedException when there is none, or several
     */
    public static Held heldBy(List<Holder> holders, String beginning) throws RefusedException {
        var ids = holders.stream()
                .flatMap(holder -> holder.lease().stream())
                .map(LeaseFacts::rollout)
                .filter(id -> id.startsWith(beginning))
                .distinct()
                .toList();
        if (ids.size() != 1) {
            throw new RefusedException(
                    Reason.USAGE,
                    List.of(
                            ids.isEmpty()
                                    ? "no host is held by " + beginning
                                    : beginning + " could be any of " + String.join(", ", ids)),
                    "sluice lock shows who holds what");
        }
        var held = new LinkedHashMap<HostName, LeaseFacts>();
        holders.forEach(holder -> holder.lease()
                .filter(lease -> lease.rollout().equals(ids.get(0)))
                .ifPresent(lease -> held.put(holder.host(), lease)));
        return new Held(ids.get(0), held);
    }

    /** Ends it; what its owner still sends is refused by the hosts. The answer is where it was ended. */
    public List<HostName> end(Held held) throws RefusedException {
        var hosts = coordinator.project().inventory().hosts().stream()
                .filter(host -> held.hosts().containsKey(host.name()))
                .toList();
        var ended = coordinator.onHosts("unlock").run(hosts, (session, host) -> new BreakLease(host.path(), held.id())
                .on(session));
        Releasing.refuse(ended.failures());
        return ended.done().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Host> hosts(Scope scope) {
        return coordinator.project().targets(scope).stream()
                .flatMap(List::stream)
                .toList();
    }
}
