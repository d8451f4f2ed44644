package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The script {@code prune}. */
final class Pruning implements PaperHost.Script {
    private final PaperSite site;
    private final Leases leases;

    Pruning(PaperSite site, Leases leases) {
        this.site = site;
        this.leases = leases;
    }

    @Override
    public Map<String, String> run(Conversation asked, byte[] payload) throws IOException, Refusal {
        leases.guard(asked);
        var ends = asked.has("good");
        if (ends) {
            leases.mark(asked, asked.value("good"), "good");
            leases.mark(asked, asked.value("left"), "left");
        }
        var kind = site.link();
        if (!kind.equals("link") && !kind.equals("absent")) {
            throw new Refusal("not-a-link", Map.of("kind", kind));
        }
        var needed = new HashSet<>(asked.lines("keep"));
        needed.addAll(asked.lines("back"));
        needed.add(site.live());
        for (var directory : directories()) {
            var id = directory.getFileName().toString();
            var leftOver = id.startsWith(".incoming-") || (id.startsWith(".removing-") && !ends);
            var ours = site.marker(directory).id().equals(id);
            if (leftOver || (ours && !needed.contains(id))) {
                PaperSite.delete(directory);
                Files.deleteIfExists(site.manifest(id));
                Files.deleteIfExists(site.listing(id));
                asked.row(Map.of("id", id, "removed", "yes"));
            }
        }
        if (ends) {
            leases.giveBack();
        }
        return Map.of("live", site.live());
    }

    private List<Path> directories() throws IOException {
        try (var found = Files.list(site.releases())) {
            return found.sorted().toList();
        }
    }
}
