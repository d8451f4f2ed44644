package dev.sluice.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script {@code adopt}. */
final class Adoption implements PaperHost.Script {
    private final PaperSite site;
    private final Leases leases;

    Adoption(PaperSite site, Leases leases) {
        this.site = site;
        this.leases = leases;
    }

    @Override
    public Map<String, String> run(Conversation asked, byte[] payload) throws IOException, Refusal {
        leases.guard(asked);
        if (!site.link().equals("link")) {
            throw new Refusal("not-a-link", Map.of("kind", site.link()));
        }
        var live = site.live();
        if (live.isEmpty()) {
            throw new Refusal("outside", Map.of("target", site.target()));
        }
        var tree = site.release(live);
        var endpoint = Endpoint.of(asked, payload);
        var marker = site.marker(tree);
        if (marker.id().equals(live) && !marker.digest().isEmpty()) {
            return answer(marker, "no", endpoint.place(site, tree));
        }
        var without = new ArrayList<>(asked.lines("without"));
        without.addAll(List.of(asked.value("docroot") + "/_sluice.php", ".sluice-release"));
        var manifest = Trees.manifest(tree, without);
        var placed = endpoint.place(site, tree);
        PaperSite.put(site.manifest(live), manifest.text());
        site.mark(tree, live, manifest.digest());
        return answer(new PaperSite.Marker(live, manifest.digest()), "yes", placed);
    }

    private static Map<String, String> answer(PaperSite.Marker marker, String computed, String endpoint) {
        return Map.of("id", marker.id(), "digest", marker.digest(), "computed", computed, "endpoint", endpoint);
    }
}
