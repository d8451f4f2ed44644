package dev.sluice.report;

import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostEvent.HostHealthy;
import dev.sluice.rollout.HostEvent.HostProved;
import dev.sluice.rollout.HostEvent.HostRestored;
import dev.sluice.rollout.HostEvent.HostReverted;
import dev.sluice.rollout.HostEvent.HostSwitched;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Counts the results of the hosts of one batch or of several, or of those that are reverted. */
final class BatchTally {
    private final TreeSet<String> proofs = new TreeSet<>();
    private final TreeSet<String> releases = new TreeSet<>();
    private int switched;
    private int proved;
    private int healthy;
    private int reverted;
    private int failed;

    void add(HostEvent event) {
        if (event instanceof HostSwitched) {
            switched++;
        } else if (event instanceof HostProved proof) {
            proved++;
            proofs.add(HostLines.workers(proof.evidence()));
        } else if (event instanceof HostHealthy) {
            healthy++;
        } else if (event instanceof HostReverted back) {
            reverted++;
            releases.add(Words.harmless(back.release()));
        } else if (HostLines.isBad(event)) {
            failed++;
        }
    }

    /** Returns whether it counts the event. */
    static boolean counts(HostEvent event) {
        return event instanceof HostSwitched
                || event instanceof HostProved
                || event instanceof HostHealthy
                || event instanceof HostRestored
                || event instanceof HostReverted
                || HostLines.isBad(event);
    }

    /** Such as {@code 200 hosts switched, proved 8/8 workers each, healthy}. */
    Optional<String> forward() {
        if (switched + failed == 0) {
            return Optional.empty();
        }
        var parts = new ArrayList<String>(List.of(Words.hosts(switched) + " switched"));
        if (proved > 0) {
            parts.add(counted(proved, "proved " + workers()));
        }
        if (healthy > 0) {
            parts.add(counted(healthy, "healthy"));
        }
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        return Optional.of(String.join(", ", parts));
    }

    /** Such as {@code 200 hosts → 20261121-223000-1b22c0d, proved 8/8 workers each}. */
    Optional<String> back() {
        return reverted == 0
                ? Optional.empty()
                : Optional.of(Words.hosts(reverted) + " → " + String.join(", ", releases)
                        + (proved == 0 ? "" : ", " + "proved " + workers()));
    }

    private String counted(int count, String text) {
        return count == switched ? text : count + " " + text;
    }

    private String workers() {
        return proofs.size() == 1 ? proofs.first() + " each" : proofs.first() + " to " + proofs.last();
    }
}
