package dev.sluice.report;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups messages of many hosts that are equal but for their numbers: each message once, with the hosts' names. */
final class GroupedMessages {
    private static final int NAMED = 10;
    /** The maximum number of different messages; the hosts of further ones are listed together. */
    private static final int MOST = 20;

    private final Map<String, Group> groups = new LinkedHashMap<>();

    private record Group(NumberRanges text, List<HostName> hosts) {}

    /** @param text as it came from a host */
    void add(HostPlan host, String text) {
        if (!text.isEmpty()) {
            var message = Words.harmless(Words.ofAnyHost(text, host));
            var group = groups.computeIfAbsent(
                    NumberRanges.without(message), key -> new Group(NumberRanges.of(message), new ArrayList<>()));
            group.text().add(message);
            group.hosts().add(host.name());
        }
    }

    /** One line for each message: the names first if all of them are listed, otherwise their number. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        groups.values().stream()
                .limit(MOST)
                .forEach(group -> lines.add(line(group.text().shown(), group.hosts())));
        var others = groups.values().stream()
                .skip(MOST)
                .flatMap(group -> group.hosts().stream())
                .toList();
        if (!others.isEmpty()) {
            lines.add(line("other messages", others));
        }
        return lines;
    }

    private static String line(String message, List<HostName> names) {
        return names.size() <= NAMED
                ? Words.names(names, NAMED) + ": " + message
                : Words.hosts(names.size()) + ": " + message + ": " + Words.names(names, NAMED);
    }

    /** Returns the same lines, and clears them. */
    List<String> take() {
        var lines = lines();
        groups.clear();
        return lines;
    }
}
