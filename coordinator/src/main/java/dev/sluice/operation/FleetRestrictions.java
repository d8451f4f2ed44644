package dev.sluice.operation;

import dev.sluice.codec.CodecException;
import dev.sluice.codec.RestrictionsCodec;
import dev.sluice.document.SecretException;
import dev.sluice.engine.HostLanes.Results;
import dev.sluice.engine.JournalException;
import dev.sluice.engine.RecordKeys;
import dev.sluice.engine.RestrictionStore;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.Restrictions;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.KeepRestrictions;
import dev.sluice.step.KeepRestrictions.Kept;
import dev.sluice.step.ReadRestrictions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The restrictions of a fleet: those that this machine has, and those that its hosts keep, as far as a trusted key signed them. The highest counter
 * counts. A host that does not answer, or whose copy cannot be verified, is passed over.
 */
final class FleetRestrictions {
    /** Hosts that are asked before a rollout: a change goes to every host, so that one of these that has it is enough. */
    private static final int ASKED = 5;

    private final RestrictionStore store;
    private final FleetName fleet;
    private final RecordKeys keys;
    private final SessionWork work;
    private final List<Host> hosts;
    private final Timekeeper time;
    private final RestrictionsCodec codec = new RestrictionsCodec();

    /** What was found once; a command does not ask twice. */
    private Optional<Restrictions> found = Optional.empty();

    /** @param hosts of the fleet that may be contacted */
    FleetRestrictions(
            RestrictionStore store,
            FleetName fleet,
            RecordKeys keys,
            SessionWork work,
            List<Host> hosts,
            Timekeeper time) {
        this.store = store;
        this.fleet = fleet;
        this.keys = keys;
        this.work = work;
        this.hosts = List.copyOf(hosts);
        this.time = time;
    }

    /** What this machine knows. */
    Restrictions known() throws JournalException {
        return new KnownRestrictions(store, fleet).read();
    }

    /** What counts, by this machine and some of the hosts that are not out; this machine knows it afterwards. */
    synchronized Restrictions current() throws JournalException {
        if (found.isEmpty()) {
            var out = known().disabledAt(time.now()).stream()
                    .map(DisabledHost::host)
                    .collect(Collectors.toSet());
            var asked = hosts.stream()
                    .filter(host -> !out.contains(host.name()))
                    .limit(ASKED)
                    .toList();
            found = Optional.of(current(asked));
        }
        return found.get();
    }

    /** The same by these hosts. */
    Restrictions current(List<Host> asked) throws JournalException {
        var known = known();
        var newest = known;
        for (var copy : copies(asked)) {
            newest = newest.newer(copy);
        }
        if (!newest.equals(known)) {
            store.write(fleet, codec.encode(newest, Optional.empty()));
        }
        return newest;
    }

    private List<Restrictions> copies(List<Host> asked) {
        var read = work.run(asked, (session, host) -> new ReadRestrictions(host.path()).on(session));
        return read.done().values().stream()
                .filter(line -> !line.isEmpty())
                .flatMap(line -> verified(line).stream())
                .filter(copy -> copy.isOf(fleet))
                .toList();
    }

    private Optional<Restrictions> verified(String line) {
        try {
            return Optional.of(codec.decode(line, keys.trusted()));
        } catch (CodecException | SecretException untrusted) {
            return Optional.empty();
        }
    }

    /**
     * Makes the next ones from those that count, here first and then on every host that can be reached.
     *
     * @return which hosts keep it, and why others do not; nothing where the project has no key that could sign it
     */
    Results<Kept> change(UnaryOperator<Restrictions> change) throws JournalException, RefusedException {
        var next = change.apply(current(hosts));
        remember(next);
        var line = store(next);
        if (line.isEmpty()) {
            return new Results<>(Map.of(), Map.of());
        }
        var counter = next.counter();
        return work.run(hosts, (session, host) -> new KeepRestrictions(host.path(), line.get(), counter).on(session));
    }

    private synchronized void remember(Restrictions next) {
        found = Optional.of(next);
    }

    /** Returns what hosts may keep; empty where no key signs it. */
    private Optional<String> store(Restrictions next) throws JournalException {
        try {
            var key = keys.signing();
            var line = codec.encode(next, key);
            store.write(fleet, line);
            return key.map(signed -> line);
        } catch (SecretException e) {
            store.write(fleet, codec.encode(next, Optional.empty()));
            return Optional.empty();
        }
    }

    /** @throws RefusedException while the fleet is frozen, as far as this machine knows; no host is asked */
    void refuseKnownFreeze() throws RefusedException, JournalException {
        refuseFrozen(known());
    }

    /** @throws RefusedException while the fleet is frozen */
    void refuseFrozen() throws RefusedException, JournalException {
        refuseFrozen(current());
    }

    private void refuseFrozen(Restrictions restrictions) throws RefusedException {
        var freeze = restrictions.freezeAt(time.now());
        if (freeze.isPresent()) {
            throw new RefusedException(
                    Reason.FROZEN,
                    List.of(fleet + " is frozen: " + freeze.get().message()),
                    freeze.get()
                                    .until()
                                    .map(end -> "it ends " + end + ", or with: ")
                                    .orElse("") + "sluice unfreeze; a rollback and a refresh are possible");
        }
    }

    /** What the engine asks before a batch; where the restrictions cannot be read, no one has frozen the fleet. */
    Optional<String> frozen(List<HostName> near) {
        var asked = hosts.stream().filter(host -> near.contains(host.name())).toList();
        try {
            return current(asked).freezeAt(time.now()).map(Restrictions.Freeze::message);
        } catch (JournalException unreadable) {
            return Optional.empty();
        }
    }
}
