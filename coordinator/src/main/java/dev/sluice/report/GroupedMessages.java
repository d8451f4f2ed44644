package dev.sluice.report;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of many hosts, in the same words of each: the words once, and the hosts' names. */
final class GroupedMessages {
    private static final int NAMED = 10;
    /** Wordings; more of them are told together. */
    private static final int MOST = 20;

    private final Map<String, List<HostName>> hosts = new LinkedHashMap<>();

    /** @param text as a host said it */
    void add(HostPlan host, String text) {
        if (!text.isEmpty()) {
            hosts.computeIfAbsent(Words.harmless(Words.ofAnyHost(text, host)), words -> new ArrayList<>())
                    .add(host.name());
        }
    }

    /** A line for each wording: the names first where all of them are told, else how many there are. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        hosts.entrySet().stream().limit(MOST).forEach(entry -> lines.add(line(entry.getKey(), entry.getValue())));
        var others = hosts.values().stream().skip(MOST).flatMap(List::stream).toList();
        if (!others.isEmpty()) {
            lines.add(line("in other words", others));
        }
        return lines;
    }

    private static String line(String words, List<HostName> names) {
        return names.size() <= NAMED
                ? Words.names(names, NAMED) + ": " + words
                : Words.hosts(names.size()) + ": " + words + ": " + Words.names(names, NAMED);
    }

    /** The same lines, and then they are told. */
    List<String> take() {
        var lines = lines();
        hosts.clear();
        return lines;
    }
}
