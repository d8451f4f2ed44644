package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One host: its site, and what each script does to it. */
final class PaperHost {
    private static final Set<String> WITH_PAYLOAD = Set.of("stage-begin", "stage-files", "adopt", "record-keep");

    private static final Map<String, String> NOTHING_SEEN = Map.of("shell", "", "tools", "", "file_system", "");

    private final PaperSite site;
    private final Map<String, Script> scripts;

    PaperHost(Path path) {
        site = new PaperSite(path);
        var leases = new Leases(site);
        var staging = new Staging(site, leases);
        var records = new Records(site, leases);
        scripts = Map.ofEntries(
                Map.entry("inspect", new Inspection(site, leases)),
                Map.entry("lock", leases),
                Map.entry("stage-begin", staging::begin),
                Map.entry("stage-files", staging::finish),
                Map.entry("switch", new Switching(site, leases)),
                Map.entry("first-way", new FirstWay(site, leases)),
                Map.entry("mark", leases::mark),
                Map.entry("prune", new Pruning(site, leases)),
                Map.entry("adopt", new Adoption(site, leases)),
                Map.entry("way-back", new WayBack(site)),
                Map.entry("record-keep", records::keep),
                Map.entry("record-read", records::read),
                Map.entry("restrictions", records::restrictions),
                Map.entry("examine", (conversation, payload) -> NOTHING_SEEN));
    }

    /** What a script does: its answer, or why there is none. */
    @FunctionalInterface
    interface Script {
        Map<String, String> run(Conversation conversation, byte[] payload) throws IOException, Refusal;
    }

    Map<String, String> run(String name, Conversation conversation) throws IOException, Refusal {
        var script = scripts.get(name);
        if (script == null) {
            throw new Refusal("failed", Map.of("doing", name + ", which is not for paper"));
        }
        if (!Path.of(conversation.value("path")).equals(site.path())) {
            throw new Refusal("no-path", Map.of("path", conversation.value("path")));
        }
        // Not while others wait: a lease is renewed while bytes travel.
        var payload = WITH_PAYLOAD.contains(name) ? conversation.payload() : new byte[0];
        synchronized (this) {
            return script.run(conversation, payload);
        }
    }
}
