package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether each host could go back to what it serves now, as it was found before anything began. */
public record RollbackTargets(List<OfHost> hosts) {
    public RollbackTargets {
        hosts = List.copyOf(hosts);
    }

    /**
     * The rollback target of one host.
     *
     * @param release what it would go back to; empty where there is none
     * @param obstacle why it is not verified; empty when it is
     * @param method how PHP would be made to take up a release, and why so; empty where it was not asked
     */
    public record OfHost(HostName host, Optional<String> release, Optional<String> obstacle, String method) {}

    public boolean verified() {
        return hosts.stream().allMatch(host -> host.obstacle().isEmpty());
    }

    /** For the headline: {@code rollback target 20261121-223000-1b22c0d verified}, or the first reason why not. */
    public String summary() {
        var releases = hosts.stream()
                .map(host -> host.release().orElse("none"))
                .collect(Collectors.toCollection(TreeSet::new));
        var names = String.join(", ", releases);
        var obstacles = obstacles();
        if (obstacles.isEmpty()) {
            return "rollback target " + names + " verified";
        }
        var more = obstacles.size() == 1 ? "" : "; and " + (obstacles.size() - 1) + " more";
        var none = hosts.stream().allMatch(host -> host.release().isEmpty());
        var what = none ? "rollback not possible yet: " : "rollback target " + names + " not verified: ";
        return what + obstacles.get(0) + more;
    }

    /** A line for each reason, with the hosts that it is true of. */
    public List<String> obstacles() {
        return grouped(OfHost::obstacle);
    }

    /** A line for each method by which PHP takes up the release, with the hosts that it is for. */
    public List<String> methods() {
        return grouped(host -> Optional.of(host.method()).filter(method -> !method.isEmpty()));
    }

    private List<String> grouped(Function<OfHost, Optional<String>> text) {
        Map<String, List<OfHost>> found = new LinkedHashMap<>();
        for (var host : hosts) {
            text.apply(host).ifPresent(words -> found.computeIfAbsent(words, key -> new ArrayList<>())
                    .add(host));
        }
        return found.entrySet().stream()
                .map(entry -> entry.getValue().size() == hosts.size()
                        ? entry.getKey()
                        : names(entry.getValue()) + ": " + entry.getKey())
                .toList();
    }

    private static String names(List<OfHost> hosts) {
        return hosts.stream().map(host -> host.host().value()).collect(Collectors.joining(", "));
    }
}
