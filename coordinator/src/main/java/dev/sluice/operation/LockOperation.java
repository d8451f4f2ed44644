package dev.sluice.operation;

import dev.sluice.engine.HostLanes.Results;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.readiness.HandLock;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.BreakLease;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.Lease;
import dev.sluice.step.LeaseOwner;
import dev.sluice.step.ReleaseLease;
import dev.sluice.step.TakeLease;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows who holds the hosts of a fleet, holds them for a person, and ends what holds them. */
public final class LockOperation {
    private final Fleet fleet;

    public LockOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Who holds one host.
     *
     * @param lease empty when the host is free
     * @param note why the host could not be asked
     */
    public record Holder(HostName host, Optional<LeaseFacts> lease, Optional<String> note) {}

    /** Asks every host; changes nothing. */
    public List<Holder> holders() {
        var survey = fleet.survey(fleet.hosts());
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
    public String hold(String reason) throws RefusedException {
        var id = HandLock.id(fleet.randomBits());
        var hosts = fleet.hosts();
        var owner = new LeaseOwner(fleet.actor() + ": " + reason, "");
        var taken = fleet.onHosts("lock").run(hosts, (session, host) -> {
            return new TakeLease(host.path(), id, owner, Duration.ZERO, fleet.identity(host)).on(session);
        });
        if (!taken.failures().isEmpty()) {
            giveBack(hosts, taken.done());
            Preflight.refuse(taken.failures());
        }
        return id;
    }

    private void giveBack(List<Host> hosts, Map<HostName, Lease> taken) {
        var held = hosts.stream().filter(host -> taken.containsKey(host.name())).toList();
        fleet.onHosts("unlock")
                .run(held, (session, host) -> new ReleaseLease(Objects.requireNonNull(taken.get(host.name())))
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

    /** Ends it; what its owner still sends is refused by the hosts. Done holds whether there was a lock to end. */
    public Results<Boolean> end(Held held) {
        var hosts = fleet.project().inventory().hosts().stream()
                .filter(host -> held.hosts().containsKey(host.name()))
                .toList();
        return fleet.onHosts("unlock")
                .run(hosts, (session, host) -> new BreakLease(host.path(), held.id()).on(session));
    }
}
