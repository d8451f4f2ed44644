package dev.sluice.it.front;

import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.it.release.EmbeddedFleetProcess;
import dev.sluice.it.release.EmbeddedSite;
import dev.sluice.operation.Project;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.plan.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A site on hosts on paper, in a JVM of their own, under a name of its own. */
final class OneSite implements AutoCloseable {
    private final EmbeddedFleetProcess fleet;
    private final Project project;

    private final SiteFiles files;

    private OneSite(EmbeddedFleetProcess fleet, SiteFiles files) throws InvalidDocumentException {
        this.fleet = fleet;
        this.files = files;
        this.project = Project.read(files.inventory(), files.playbook());
    }

    static OneSite start(String inventory, Path directory) throws IOException, InvalidDocumentException {
        var fleet = EmbeddedFleetProcess.startOnPaper(2, directory.resolve(inventory));
        return of(fleet, inventory, directory, playbook -> playbook);
    }

    /**
     * One that is released to every hour from its directory of builds, by a clock that may be any: hosts refuse requests of another time, so that its PHP
     * is left as it is.
     */
    static OneSite hourly(String inventory, Path directory) throws IOException, InvalidDocumentException {
        var fleet = EmbeddedFleetProcess.startOnPaper(2, directory.resolve(inventory));
        var builds = Files.createDirectory(directory.resolve(inventory + "-builds"));
        return of(
                fleet,
                inventory,
                directory,
                playbook -> playbook.substring(0, playbook.indexOf("opcache:"))
                        + "opcache: { endpoint: none, method: none }\n"
                        + playbook.substring(playbook.indexOf("health:"))
                        + "schedule: [{ name: hourly, cron: '0 * * * *', zone: UTC, artifact: { newest: '" + builds
                        + "/*', digest: optional } }]\n");
    }

    private static OneSite of(
            EmbeddedFleetProcess fleet, String inventory, Path directory, UnaryOperator<String> change)
            throws IOException, InvalidDocumentException {
        var inventoryFile = Files.writeString(
                directory.resolve(inventory + ".yml"),
                Files.readString(fleet.path("inventory")).replace("name: demo", "name: " + inventory));
        var playbook = Files.readString(fleet.path("playbook"))
                .replace("soak: 1s", "soak: 0s")
                .replace("every: 1s", "every: 50ms")
                .replace("consecutive: 2", "consecutive: 1")
                .replace("method: reset", "method: invalidate"); // Resets of one cache keep seconds between them.
        var playbookFile = Files.writeString(directory.resolve(inventory + "-playbook.yml"), change.apply(playbook));
        return new OneSite(fleet, new SiteFiles(inventoryFile, playbookFile));
    }

    SiteFiles files() {
        return files;
    }

    /** Replaces its builds by one that was finished at a moment. */
    void build(String name, Instant moment) throws IOException {
        var builds = files.playbook().resolveSibling(project.inventory().name() + "-builds");
        try (var old = Files.walk(builds)) {
            for (var file : old.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(builds)) {
                    Files.delete(file);
                }
            }
        }
        var target = builds.resolve(name);
        try (var all = Files.walk(fleet.path("good"))) {
            for (var file : all.toList()) {
                Files.copy(
                        file, target.resolve(fleet.path("good").relativize(file).toString()));
            }
        }
        Files.writeString(target.resolve("build.txt"), name);
        Files.setLastModifiedTime(target, FileTime.from(moment));
    }

    Project project() {
        return project;
    }

    ReleaseOrder good(String id) {
        return order(fleet.path("good"), id);
    }

    /** One whose health check fails. */
    ReleaseOrder bad(String id) {
        return order(fleet.path("bad"), id);
    }

    static ReleaseOrder order(Path artifact, String id) {
        return new ReleaseOrder(
                Optional.of(new ArtifactLocation.Local(artifact)),
                Provenance.Digest.WHEN_THERE,
                Optional.of(new ReleaseId(id)),
                List.of(),
                Optional.empty());
    }

    /** What PHP serves, by host. */
    Map<String, String> live() {
        return new EmbeddedSite(fleet).live();
    }

    Path path(String name) {
        return fleet.path(name);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
