package dev.sluice.operation;

import dev.sluice.host.HostException;
import dev.sluice.host.HostTrust.Hop;
import dev.sluice.host.ShownHostKey;
import dev.sluice.host.ShownHostKey.Trust;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostSelector;
import dev.sluice.readiness.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Accepts the keys of hosts, and of the jump hosts in front of them: the only way that a key comes to be trusted. */
public final class TrustOperation {
    private final Fleet fleet;
    private final Judge judge;
    private final List<String> refused = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Whoever decides on a key. */
    public interface Judge {
        /** Whether a new key is the right one; asked once for each server. */
        boolean accepts(Hop hop, ShownHostKey key) throws RefusedException;

        /** Hears of each key that is trusted from now on, or was before. */
        void trusted(Hop hop, ShownHostKey key);
    }

    public TrustOperation(Fleet fleet, Judge judge) {
        this.fleet = fleet;
        this.judge = judge;
    }

    /**
     * Goes through the hosts one by one, each after the jump hosts in front of it.
     *
     * @param names selectors, as {@code --limit} takes them
     * @throws RefusedException with everything that could not be trusted
     */
    public void run(List<String> names) throws RefusedException {
        for (var host : chosen(names)) {
            trust(host);
        }
        if (!refused.isEmpty()) {
            throw new RefusedException(RefusedException.Reason.PREFLIGHT, refused, "");
        }
    }

    private List<Host> chosen(List<String> names) throws RefusedException {
        try {
            var selector = HostSelector.parse(names, Path.of(""));
            var hosts = fleet.project().inventory().hosts().stream()
                    .filter(selector::matches)
                    .filter(fleet.scope()::contains)
                    .toList();
            if (!hosts.isEmpty()) {
                return hosts;
            }
        } catch (IllegalArgumentException unreadable) {
            throw usage(String.valueOf(unreadable.getMessage()));
        }
        throw usage("no host of the inventory is called " + String.join(" ", names));
    }

    private static RefusedException usage(String message) {
        return new RefusedException(RefusedException.Reason.USAGE, List.of(message), "name hosts of the inventory");
    }

    private void trust(Host host) throws RefusedException {
        try {
            for (var hop : fleet.trust().way(host)) {
                // A jump host is asked about once, and not again for each host behind it.
                if (seen.add(hop.where()) && !trust(hop)) {
                    return;
                }
            }
        } catch (HostException failed) {
            refused.add(host.name() + ": " + failed.getMessage() + "; " + failed.next());
        }
    }

    private boolean trust(Hop hop) throws HostException, RefusedException {
        var key = fleet.trust().inspect(hop);
        if (key.trust() == Trust.UNKNOWN) {
            if (!judge.accepts(hop, key)) {
                refused.add(
                        hop.host().name() + ": the key of " + hop.where() + " was not accepted: " + key.fingerprint());
                return false;
            }
            record(key);
        }
        judge.trusted(hop, key);
        return true;
    }

    private void record(ShownHostKey key) throws RefusedException {
        try {
            fleet.trust().accept(key);
        } catch (IOException failed) {
            throw new RefusedException(
                    RefusedException.Reason.PREFLIGHT,
                    List.of("cannot write " + key.file() + ": " + failed.getMessage()),
                    "make it writable, or name another file as ssh.known_hosts");
        }
    }
}
