package dev.sluice.inventory;

import dev.sluice.document.Document;
import dev.sluice.document.Pointer;
import dev.sluice.document.Section;
import dev.sluice.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds every mention of every host, and what is wrong with how they are named. */
final class Mentions {
    static final int MAX_HOSTS = 50_000;

    private final Document document;
    private final Map<HostName, List<Mention>> byHost = new LinkedHashMap<>();
    private final Map<String, List<HostName>> byGroup = new LinkedHashMap<>();
    private int count;

    Mentions(Document document) {
        this.document = document;
    }

    /** All hosts in the order of their first mention; for each first the mention that is its entry. */
    Map<HostName, List<Mention>> find() {
        var groups = document.root().section("groups");
        for (var group : groups.keys()) {
            groups.section(group).value("hosts").items().forEach(item -> item(group, item));
        }
        byHost.replaceAll((host, mentions) -> entryFirst(mentions));
        byHost.keySet().stream().filter(host -> groups.has(host.value())).forEach(host -> document.problems()
                .key(
                        Pointer.child("/groups", host.value()),
                        host + " is a host too; selectors could not distinguish them"));
        return byHost;
    }

    /** The hosts of a group in the order in which it names them. */
    List<HostName> members(String group) {
        return byGroup.getOrDefault(group, List.of());
    }

    private void item(String group, Value item) {
        var entry = item.section();
        var written = entry.map(section -> section.value("name")).orElse(item);
        for (var host : written.parsed(HostRange::expand).orElse(List.of())) {
            if (++count > MAX_HOSTS) {
                item.problem("more than " + MAX_HOSTS + " hosts");
                return;
            }
            add(new Mention(host, group, item.pointer(), entry));
        }
        entry.ifPresent(this::address);
    }

    private void address(Section entry) {
        var many = entry.text("name", "").indexOf('[') >= 0;
        var one = entry.text("address").filter(address -> !address.contains("{host}"));
        if (many && one.isPresent()) {
            entry.problem("address", "one address for a range of hosts; write it with {host}, or the hosts one by one");
        }
    }

    private void add(Mention mention) {
        var earlier = byHost.computeIfAbsent(mention.host(), host -> new ArrayList<>());
        earlier.stream()
                .filter(other -> other.group().equals(mention.group()))
                .findFirst()
                .ifPresentOrElse(other -> problem(mention, " is in this group already, in line " + line(other)), () -> {
                    earlier.add(mention);
                    byGroup.computeIfAbsent(mention.group(), group -> new ArrayList<>())
                            .add(mention.host());
                });
        var entries =
                earlier.stream().filter(other -> other.entry().isPresent()).toList();
        if (entries.size() > 1) {
            problem(
                    mention,
                    " has an entry already, in line " + line(entries.get(0))
                            + "; in a second group write its bare name");
        }
    }

    private void problem(Mention mention, String message) {
        document.problems().value(mention.at(), mention.host() + message);
    }

    private int line(Mention mention) {
        return document.index().problem(mention.at(), "").line();
    }

    private static List<Mention> entryFirst(List<Mention> mentions) {
        Optional<Mention> entry =
                mentions.stream().filter(mention -> mention.entry().isPresent()).findFirst();
        if (entry.isEmpty()) {
            return mentions;
        }
        var sorted = new ArrayList<>(mentions);
        sorted.remove(entry.get());
        sorted.add(0, entry.get());
        return sorted;
    }
}
