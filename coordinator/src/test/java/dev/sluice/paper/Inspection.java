package dev.sluice.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The script {@code inspect}. */
final class Inspection implements PaperHost.Script {
    private static final Pattern KID = Pattern.compile("\"kid\":\"([^\"]*)\"");
    private static final Pattern MARKED = Pattern.compile(" event=marked release=(\\S+) state=(\\S+)");

    private final PaperSite site;
    private final Leases leases;

    Inspection(PaperSite site, Leases leases) {
        this.site = site;
        this.leases = leases;
    }

    @Override
    public Map<String, String> run(Conversation asked, byte[] payload) throws IOException, Refusal {
        var live = site.live();
        showReleases(asked, live);
        var lease = leases.lease();
        Map<String, String> answer = new HashMap<>(machine(asked));
        answer.putAll(identity());
        answer.putAll(Map.of(
                "path", "present",
                "link", site.link(),
                "target", site.target(),
                "live", live,
                "digest", live.isEmpty() ? "" : site.marker(site.release(live)).digest(),
                "endpoint", endpoint(asked, live),
                "kids", kids(),
                "terms", terms(),
                "fence", Long.toString(leases.fence())));
        answer.putAll(Map.of(
                "lease", lease.rollout(),
                "lease_token", lease.token(),
                "lease_owner", lease.owner(),
                "lease_age", Long.toString(lease.age()),
                "lease_ttl", Long.toString(lease.ttl())));
        return answer;
    }

    private Map<String, String> machine(Conversation asked) throws IOException, Refusal {
        var missing = asked.lines("shared_files").stream()
                .filter(file -> !Files.exists(site.path().resolve("shared").resolve(file)))
                .collect(Collectors.joining("\n"));
        return Map.ofEntries(
                Map.entry("boot", "paper"),
                Map.entry("clock", Long.toString(PaperSite.now())),
                Map.entry("kib", Long.toString(Files.getFileStore(site.path()).getUsableSpace() >> 10)),
                Map.entry("inodes", ""),
                Map.entry("tools", "sha256sum,tar,gzip,flock"),
                Map.entry("user", System.getProperty("user.name")),
                Map.entry("unwritable", ""),
                Map.entry("shared_missing", missing),
                Map.entry("filesystems", "1"),
                Map.entry("open_at", ""),
                Map.entry("open_to", ""));
    }

    private Map<String, String> identity() throws IOException {
        var text = PaperSite.text(site.own("host.json")).orElse("");
        return Map.of(
                "project", member(text, "project"),
                "host_id", member(text, "id"),
                "inventory", member(text, "inventory"),
                "site", member(text, "site"));
    }

    static String member(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : "";
    }

    private String kids() throws IOException {
        var text = PaperSite.text(site.own("endpoint.json")).orElse("");
        return KID.matcher(text).results().map(kid -> kid.group(1)).collect(Collectors.joining(","));
    }

    private String terms() throws IOException {
        var text = PaperSite.text(site.own("endpoint.json")).orElse("").strip();
        var keys = text.indexOf("],");
        return keys < 0 ? "" : text.substring(keys + 2);
    }

    private String endpoint(Conversation asked, String live) throws IOException, Refusal {
        var file =
                site.path().resolve("current").resolve(asked.value("docroot")).resolve("_sluice.php");
        return live.isEmpty() || !Files.exists(file) ? "absent" : PaperSite.sha256(Files.readAllBytes(file));
    }

    private void showReleases(Conversation asked, String live) throws IOException {
        var states = states();
        for (var directory : directories()) {
            var name = directory.getFileName().toString();
            if (name.startsWith(".")) {
                var parts = name.substring(1).split("-", 2);
                asked.row(Map.of("kind", parts[0], "id", parts[1], "age", PaperSite.age(directory)));
                continue;
            }
            asked.row(Map.of(
                    "kind",
                    "release",
                    "id",
                    name,
                    "digest",
                    site.marker(directory).digest(),
                    "age",
                    PaperSite.age(directory),
                    "state",
                    states.getOrDefault(name, "unknown"),
                    "live",
                    name.equals(live) ? "yes" : "no"));
        }
    }

    private List<Path> directories() throws IOException {
        if (!Files.isDirectory(site.releases())) {
            return List.of();
        }
        try (var found = Files.list(site.releases())) {
            return found.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** The last mark of each release. */
    private Map<String, String> states() throws IOException {
        Map<String, String> states = new HashMap<>();
        var history = PaperSite.text(site.own("history.log")).orElse("");
        MARKED.matcher(history).results().forEach(mark -> states.put(mark.group(1), mark.group(2)));
        return states;
    }
}
