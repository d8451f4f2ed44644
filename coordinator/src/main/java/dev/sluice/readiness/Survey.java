package dev.sluice.readiness;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.rollout.Failure;
import dev.sluice.step.HostFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The facts of all hosts, at about the same moment.
 *
 * @param failures of hosts that gave no answer
 */
public record Survey(List<Host> hosts, Map<HostName, HostFacts> facts, Map<HostName, Failure> failures) {
    public Survey {
        hosts = List.copyOf(hosts);
        facts = Map.copyOf(facts);
        failures = Map.copyOf(failures);
    }

    /** The same without the hosts that are not to be kept. */
    public Survey only(Predicate<Host> kept) {
        var left = hosts.stream().filter(kept).toList();
        var names = left.stream().map(Host::name).collect(Collectors.toSet());
        var leftFacts = new HashMap<>(facts);
        leftFacts.keySet().retainAll(names);
        var leftFailures = new HashMap<>(failures);
        leftFailures.keySet().retainAll(names);
        return new Survey(left, leftFacts, leftFailures);
    }

    /** The text of each link as the plan records it, of the hosts that answered. */
    public Map<HostName, String> links() {
        return facts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().target().raw()));
    }

    /** The failures, those of the same words together: what, why, and whom it befell. */
    public List<String> grouped() {
        return group(failures);
    }

    public static List<String> group(Map<HostName, Failure> failures) {
        var hosts = new LinkedHashMap<Failure, List<HostName>>();
        failures.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> hosts.computeIfAbsent(
                        entry.getValue(), failure -> new ArrayList<>())
                .add(entry.getKey()));
        return hosts.entrySet().stream()
                .map(entry -> names(entry.getValue()) + ": " + entry.getKey().summary() + "; "
                        + entry.getKey().next())
                .toList();
    }

    private static String names(List<HostName> names) {
        return names.stream().map(HostName::toString).collect(Collectors.joining(", "));
    }
}
