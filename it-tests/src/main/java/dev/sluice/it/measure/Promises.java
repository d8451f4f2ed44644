package dev.sluice.it.measure;

import dev.sluice.it.release.Events;
import dev.sluice.it.release.Events.Event;
import dev.sluice.it.traffic.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What was said of each host: from a proof on it serves a release, until it is told to move again. */
final class Promises {
    private static final Set<String> MOVES = Set.of("HostSwitching", "HostReverting");

    /** Of one host, by the instants at which they were made; an empty release is no promise. */
    private final Map<String, NavigableMap<Instant, String>> said = new HashMap<>();

    private final List<Instant> switches = new ArrayList<>();
    private final List<Duration> proofs = new ArrayList<>();
    private int restarts;

    /** Adds what one rollout said. */
    void add(Events events) {
        for (Event event : events.list()) {
            if (MOVES.contains(event.type())) {
                of(event.host()).put(event.at(), "");
            } else if (event.type().equals("HostProved")) {
                proofs.add(Duration.between(of(event.host()).lastKey(), event.at()));
                of(event.host()).put(event.at(), event.release());
                restarts += event.restart().isEmpty() ? 0 : 1;
            } else if (event.type().equals("HostSwitched") || event.type().equals("HostRestored")) {
                switches.add(event.at());
            }
        }
    }

    private NavigableMap<Instant, String> of(String host) {
        return said.computeIfAbsent(host, key -> new TreeMap<>());
    }

    /** Whether an answer, asked for after a promise and received before the next move, is not wholly from the promised release. */
    boolean isBrokenBy(Answer answer) {
        var promises = of(answer.host());
        var last = promises.floorEntry(answer.sentAt());
        if (last == null || last.getValue().isEmpty() || !answer.notWhollyFrom(last.getValue())) {
            return false;
        }
        var next = promises.higherKey(answer.sentAt());
        return next == null || answer.receivedAt().isBefore(next);
    }

    /** Adds an instant that is looked at as if a link had been replaced. */
    void addOccasion(Instant at) {
        switches.add(at);
    }

    /** When links were replaced, either way. */
    List<Instant> switches() {
        return List.copyOf(switches);
    }

    /** How many of the proofs came with a planned restart of the cache, because it had no room. */
    int restarts() {
        return restarts;
    }

    /** For each proof, how long it and its switch took together, from the record of the intent to that of the proof. */
    List<Duration> proofs() {
        return List.copyOf(proofs);
    }
}
