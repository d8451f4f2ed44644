package dev.sluice.daemon;

import dev.sluice.daemon.DaemonSpec.Heartbeat;
import dev.sluice.daemon.DaemonSpec.Retain;
import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.document.Document;
import dev.sluice.document.DocumentSchema;
import dev.sluice.document.Resources;
import dev.sluice.document.Section;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads {@code sluice.yml}. */
public final class DaemonFile {
    private static final DocumentSchema SCHEMA = DocumentSchema.of(schema());
    private static final Duration EVERY = Duration.ofMinutes(5);

    private DaemonFile() {}

    /** The JSON Schema (draft-07), which is what the reader checks with. */
    public static String schema() {
        return Resources.text(DaemonFile.class, "/daemon.schema.json");
    }

    /** A complete file in which every key is explained. */
    public static String reference() {
        return Resources.text(DaemonFile.class, "/reference/sluice.yml");
    }

    /**
     * Reads and checks this file alone; those of the sites are read while they are served.
     *
     * @throws dev.sluice.document.InvalidDocumentException with everything that is wrong
     */
    public static DaemonSpec read(Path file) {
        var document = Document.read(file, SCHEMA);
        var root = document.root();
        var retain = root.section("retain");
        var spec = new DaemonSpec(
                sites(root),
                root.number("concurrent_rollouts", 1),
                new Retain(
                        retain.number("rollouts", Retain.DEFAULT.rollouts()),
                        retain.duration("age", Retain.DEFAULT.age())),
                root.value("heartbeat").section().flatMap(DaemonFile::heartbeat),
                HttpReader.read(root));
        document.problems().throwIfAny();
        return spec;
    }

    private static List<SiteFiles> sites(Section root) {
        var playbooks = new HashSet<SiteFiles>();
        return root.sections("sites").stream()
                .map(site -> {
                    var files = new SiteFiles(path(site, "inventory"), path(site, "playbook"));
                    if (!playbooks.add(files)) {
                        site.problem("playbook", "another site has the same files");
                    }
                    return files;
                })
                .toList();
    }

    private static Path path(Section site, String key) {
        return Path.of(site.text(key).map(site.document()::resolve).orElse(""));
    }

    private static Optional<Heartbeat> heartbeat(Section section) {
        return section.parsed("url", URI::create).map(url -> new Heartbeat(url, section.duration("every", EVERY)));
    }
}
