package dev.sluice.report;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups equal messages of many hosts: each message once, with the hosts' names. */
final class GroupedMessages {
    private static final int NAMED = 10;
    /** The maximum number of different messages; the hosts of further ones are listed together. */
    private static final int MOST = 20;

    private final Map<String, List<HostName>> hosts = new LinkedHashMap<>();

    /** @param text as it came from a host */
    void add(HostPlan host, String text) {
        if (!text.isEmpty()) {
            hosts.computeIfAbsent(Words.harmless(Words.ofAnyHost(text, host)), message -> new ArrayList<>())
                    .add(host.name());
        }
    }

    /** One line for each message: the names first if all of them are listed, otherwise their number. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        hosts.entrySet().stream().limit(MOST).forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
        var others = hosts.values().stream().skip(MOST).flatMap(List::stream).toList();
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
        hosts.clear();
        return lines;
    }
}
