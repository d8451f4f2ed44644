package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The script {@code first-way}. */
final class FirstWay implements PaperHost.Script {
    private final PaperSite site;
    private final Leases leases;

    FirstWay(PaperSite site, Leases leases) {
        this.site = site;
        this.leases = leases;
    }

    @Override
    public Map<String, String> run(Conversation asked, byte[] payload) throws IOException, Refusal {
        leases.guard(asked);
        if (!site.link().equals("absent")) {
            return Map.of("tried", "no");
        }
        var way = Path.of("releases/.incoming-way-1");
        var current = site.path().resolve("current");
        try {
            var docroot = Files.createDirectories(site.path().resolve(way).resolve(asked.value("docroot")));
            var staged = site.release(asked.value("release")).resolve(asked.value("docroot"));
            Files.copy(staged.resolve("_sluice.php"), docroot.resolve("_sluice.php"));
            Files.writeString(docroot.resolve(asked.value("name")), asked.value("text"));
            Files.createSymbolicLink(current, way);
            asked.awaitGo();
        } finally {
            Files.deleteIfExists(current);
            PaperSite.delete(site.path().resolve(way));
        }
        return Map.of("tried", "yes");
    }
}
