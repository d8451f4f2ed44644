package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The script {@code switch}. */
final class Switching implements PaperHost.Script {
    private final PaperSite site;
    private final Leases leases;

    Switching(PaperSite site, Leases leases) {
        this.site = site;
        this.leases = leases;
    }

    @Override
    public Map<String, String> run(Conversation asked, byte[] payload) throws IOException, Refusal {
        leases.guard(asked);
        var to = asked.value("to");
        if (site.target().equals(to) && !site.link().equals("directory")) {
            checkTarget(asked, to);
            return Map.of("link", to, "noop", "yes");
        }
        checkLink(asked);
        checkTarget(asked, to);
        PaperSite.put(site.own("log-positions"), "switch 0 " + to + "\n");
        asked.awaitGo();
        checkLink(asked);
        replace(to);
        leases.remember(
                asked,
                "event=%s from=%s to=%s"
                        .formatted(asked.value("event"), PaperText.encode(asked.value("from")), PaperText.encode(to)),
                asked.value("actor"));
        return Map.of("link", site.target(), "noop", "no", "synced", "yes", "history", "yes");
    }

    private void checkLink(Conversation asked) throws IOException, Refusal {
        var kind = site.link();
        if (kind.equals("directory") || kind.equals("file")) {
            throw new Refusal("not-a-link", Map.of("kind", kind));
        }
        if (!site.target().equals(asked.value("from"))) {
            throw new Refusal("moved", Map.of("expected", asked.value("from"), "found", site.target()));
        }
    }

    private void checkTarget(Conversation asked, String to) throws IOException, Refusal {
        if (to.isEmpty()) {
            return;
        }
        if (!Files.isDirectory(site.path().resolve(to))) {
            throw new Refusal("no-release", Map.of("target", to));
        }
        var marker = site.marker(site.path().resolve(to));
        if (!asked.value("restore").equals("yes") && !to.equals("releases/" + marker.id())) {
            throw new Refusal("no-marker", Map.of("target", to, "found", marker.id()));
        }
    }

    private void replace(String to) throws IOException {
        if (to.isEmpty()) {
            Files.delete(site.path().resolve("current"));
            return;
        }
        var fresh = Files.createSymbolicLink(site.own("switch"), Path.of(to));
        Files.move(fresh, site.path().resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }
}
