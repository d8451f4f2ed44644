package dev.sluice.it.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The places at which a rollout can be stopped, learnt from the records of one that was not. */
final class StopPoints {
    /** A record, and the effect whose outcome it is. */
    private static final Map<String, String> EFFECTS = Map.of(
            "HostLocked", "takeLease",
            "HostStaged", "stage",
            "HostSwitched", "switchLink",
            "HostRestored", "switchLink",
            "HostProved", "prove");

    private StopPoints() {}

    /** Of an empty record nothing is left unfinished, and of a whole one neither. */
    private static List<StopPoint> of(List<String> types) {
        var points = new ArrayList<StopPoint>();
        var seen = new HashMap<String, Integer>();
        for (var type : types) {
            if (type.equals("HostNoted")) {
                // The first rollout adopts the hosts, and notes it; those after it do not.
                continue;
            }
            int number = seen.merge(type, 1, Integer::sum);
            if (!type.equals("RolloutStarted")) {
                points.add(new StopPoint("before-record", type, number));
            }
            if (!type.equals("RolloutFinished")) {
                points.add(new StopPoint("after-record", type, number));
            }
            var effect = EFFECTS.get(type);
            if (effect != null) {
                points.add(new StopPoint("after-effect", effect, seen.merge(effect, 1, Integer::sum)));
            }
        }
        points.add(new StopPoint("after-effect", "conclude", 1));
        return points;
    }

    /** So many of them, every kind of place before any kind a second time; the same for the same records. */
    static List<StopPoint> some(List<String> types, int count) {
        var kinds = new LinkedHashMap<String, List<StopPoint>>();
        of(types).forEach(point -> kinds.computeIfAbsent(point.place() + point.type(), kind -> new ArrayList<>())
                .add(point));
        var random = new Random(1);
        kinds.values().forEach(points -> Collections.shuffle(points, random));
        var order = new ArrayList<>(kinds.values());
        Collections.shuffle(order, random);
        var chosen = new ArrayList<StopPoint>();
        for (int round = 0; chosen.size() < count; round++) {
            int before = chosen.size();
            for (var points : order) {
                if (round < points.size() && chosen.size() < count) {
                    chosen.add(points.get(round));
                }
            }
            if (chosen.size() == before) {
                throw new IllegalStateException("there are only " + before + " places to stop at");
            }
        }
        return chosen;
    }
}
