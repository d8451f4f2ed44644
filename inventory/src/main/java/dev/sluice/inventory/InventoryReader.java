package dev.sluice.inventory;

import dev.sluice.document.ConfiguredValues;
import dev.sluice.document.Document;
import dev.sluice.document.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes an inventory of a document; what does not fit becomes a problem of the document. */
final class InventoryReader {
    private final Document document;
    private final Mentions mentions;
    private final Map<HostName, List<Mention>> byHost;
    private final Layers layers;
    private final Map<List<Object>, HostName> places = new HashMap<>();

    InventoryReader(Document document) {
        this.document = document;
        headers();
        this.mentions = new Mentions(document);
        this.byHost = mentions.find();
        this.layers = new Layers(document);
    }

    Inventory inventory() {
        var hosts = new ArrayList<Host>();
        byHost.values().forEach(of -> {
            var host = new HostReader(document, of, layers.of(of)).host();
            twin(host, of.get(0));
            hosts.add(host);
        });
        var root = document.root();
        return new Inventory(root.text("name", ""), root.text("project"), groups(), hosts);
    }

    private List<HostGroup> groups() {
        var groups = document.root().section("groups");
        return groups.keys().stream()
                .map(name -> new HostGroup(name, groups.section(name).map("labels"), mentions.members(name)))
                .toList();
    }

    /** Reports what is wrong with headers where they are written, not at each host that uses them. */
    private void headers() {
        var root = document.root();
        var sections = new ArrayList<Section>(List.of(root.section("defaults")));
        var groups = root.section("groups");
        for (var name : groups.keys()) {
            sections.add(groups.section(name));
            sections.addAll(groups.section(name).sections("hosts"));
        }
        sections.forEach(section -> ConfiguredValues.headers(section.section("web"), "headers"));
    }

    /** Two names for one directory would allow two rollouts in the same place. */
    private void twin(Host host, Mention entry) {
        if (host.path().isEmpty() || !document.problems().clean(entry.at())) {
            return;
        }
        var ssh = host.ssh();
        var place = List.of(host.address(), ssh.port(), ssh.jump(), host.path());
        var other = places.putIfAbsent(place, host.name());
        if (other != null) {
            document.problems()
                    .value(entry.at(), host.name() + " and " + other + " are the same directory of the same machine");
        }
    }
}
