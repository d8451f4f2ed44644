package dev.sluice.it.mutated;

import dev.sluice.demo.DemoSite;
import dev.sluice.demo.EmbeddedFleet;
import dev.sluice.it.release.Ended;
import dev.sluice.it.release.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Every command that asks hosts, each with a fleet on which it has something to do. */
final class FleetCommands {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path directory;
    private final EmbeddedFleet fleet;
    private final Operator quick;
    private final Operator asking;
    private final String artifact;
    private final List<Case> all = new ArrayList<>();
    private final Map<String, Well> seen = new HashMap<>();

    FleetCommands(EmbeddedFleet fleet, Path directory) throws IOException {
        this.fleet = fleet;
        this.directory = directory;
        var site = DemoSite.on(fleet);
        this.artifact = site.goodArtifact().toString();
        this.asking = Operator.of(
                Files.readString(site.inventoryFile()),
                Files.readString(site.playbookFile()),
                Files.createDirectory(directory.resolve("asking")));
        this.quick = Operator.of(
                Files.readString(site.inventoryFile()), quick(), Files.createDirectory(directory.resolve("quick")));
        addCases();
    }

    private static String quick() {
        return """
                playbook: 1
                name: shop
                targets: canary, web
                release: { keep: 2, docroot: public, assets: { directories: [public/assets] } }
                strategy: { batches: [1, 75%], soak: 0s, min_available: 25%, order: groups, on_failure: revert_all }
                opcache: { endpoint: none, method: none }
                records: { key: "file:endpoint.pem" }
                health:
                  - { name: ready, http: /healthz, status: 200 }
                  - { name: queue, run: "true" }
                probe: { every: 10ms, timeout: 5s, consecutive: 1, within: 5s }
                tasks:
                  prepare:
                    - { name: warm up, run: "true", timeout: 30s }
                """;
    }

    private void addCases() throws IOException {
        var fresh = snapshot("fresh");
        must(asking.run("adopt", "--yes"));
        must(asking.run("lock"));
        var adopted = snapshot("adopted");
        fresh.restore();
        must(quick.run("release", "--artifact", artifact, "--release", "2", "--yes"));
        must(quick.run("release", "--artifact", artifact, "--release", "4", "--yes"));
        for (var host : fleet.hosts()) {
            Files.createDirectories(host.sitePath().resolve("releases/.incoming-old"));
        }
        var released = snapshot("released");
        fleet.host("web02").moveLinkByHand("2");
        fleet.host("web03").moveLinkByHand("2");
        var mixed = snapshot("mixed");
        released.restore();
        expect(8, quick.run("release", "--artifact", artifact, "--release", "5", "--until", "1", "--yes"));
        var held = snapshot("held");
        released.restore();
        var lock = quick.run("lock", "--message", "no releases", "--yes");
        must(lock);
        var id = lock.err().replaceAll("(?s).*--lock (\\S+).*", "$1");
        var locked = snapshot("locked");
        Files.copy(
                directory.resolve("quick/endpoint.pem"),
                directory.resolve("asking/other.pem"),
                StandardCopyOption.COPY_ATTRIBUTES);

        addQuestions(adopted, released);
        add("release", released, quick, "release", "--artifact", artifact, "--release", "6", "--yes");
        add("stage", released, quick, "stage", "--artifact", artifact, "--release", "6", "--yes");
        add("rollback", released, quick, "rollback", "--yes");
        add("converge", mixed, quick, "converge", "--yes");
        add("prune", released, quick, "prune", "--yes");
        add("adopt", fresh, asking, "adopt", "--yes");
        add("rotate", adopted, asking, "rotate", "--new", "other.pem", "--yes");
        add("lock --message", released, quick, "lock", "--message", "no releases", "--yes");
        add("unlock", locked, quick, "unlock", "--lock", id, "--yes");
        addSteering(held);
    }

    private void addQuestions(Snapshot adopted, Snapshot released) {
        add("doctor", adopted, asking, "doctor", "-o", "json");
        add("hosts", adopted, asking, "hosts", "--live", "-o", "json");
        add("explain", adopted, asking, "explain", "web02");
        add("lock", released, quick, "lock", "-o", "json");
        add("plan", adopted, asking, "plan", "--artifact", artifact);
        add("status", released, quick, "status", "--live", "-o", "json");
        add("hosts of a record", released, quick, "hosts", "--live", "-o", "json");
    }

    private void addSteering(Snapshot held) {
        var elsewhere = quick.onMachine("elsewhere");
        add("promote", held, elsewhere, "promote", "--yes");
        add("resume", held, elsewhere, "resume", "--yes");
        add("abort", held, elsewhere, "abort", "--leave", "--yes");
        add("abort --revert", held, elsewhere, "abort", "--revert", "--yes");
        add("rollback of a rollout", held, elsewhere, "rollback", "--yes");
    }

    private static void must(Ended ended) {
        expect(0, ended);
    }

    private static void expect(int code, Ended ended) {
        if (ended.exitCode() != code) {
            throw new IllegalStateException(ended.toString());
        }
    }

    private Snapshot snapshot(String name) {
        var directories = new ArrayList<Path>();
        fleet.hosts().forEach(host -> directories.add(host.sitePath()));
        directories.add(quick.state());
        directories.add(asking.state());
        directories.add(quick.onMachine("elsewhere").state());
        return Snapshot.of(directories, directory.resolve("snapshots").resolve(name));
    }

    private void add(String name, Snapshot before, Operator operator, String... arguments) {
        all.add(new Case(name, before, operator, List.of(arguments), seen));
    }

    List<Case> all() {
        return all;
    }

    /** What was seen of a command while all hosts answered well. */
    private record Well(List<String> scripts, Map<String, String> shown) {}

    /** One command, and the fleet that it is for. */
    record Case(String name, Snapshot before, Operator operator, List<String> arguments, Map<String, Well> seen) {
        void prepare() {
            before.restore();
        }

        Ended run() {
            return operator.run(arguments.toArray(String[]::new));
        }

        private Well well(MutatingHosts hosts) {
            return seen.computeIfAbsent(name, first -> {
                hosts.forget();
                prepare();
                var ended = run();
                return new Well(hosts.scripts().stream().distinct().toList(), shown(ended));
            });
        }

        /** The scripts that it runs on hosts that answer well, each once. */
        List<String> scripts(MutatingHosts hosts) {
            return well(hosts).scripts();
        }

        /** What it shows of each host, where it shows that for programs. */
        private Map<String, String> shown(Ended ended) {
            var shown = new HashMap<String, String>();
            if (!arguments.contains("json")) {
                return shown;
            }
            JSON.readTree(ended.out())
                    .path("hosts")
                    .forEach(host -> shown.put(
                            host.path("host").asString(""),
                            host.toString().replaceAll("\"[a-z_]*age[a-z_]*\":\\d+", "")));
            return shown;
        }

        /** What became of the hosts that answered well: a result of theirs that is not there as before. */
        Optional<String> lost(MutatingHosts hosts, Ended ended, List<String> sound) {
            var before = well(hosts).shown();
            var now = shown(ended);
            var different = sound.stream()
                    .filter(host -> !before.getOrDefault(host, "").equals(now.getOrDefault(host, "")))
                    .findFirst()
                    .map(host -> before.get(host) + " became " + now.get(host));
            return different.or(() -> ended.said()
                    .lines()
                    .filter(line ->
                            line.contains("is not valid: ") && sound.stream().anyMatch(line::contains))
                    .findFirst());
        }
    }
}
