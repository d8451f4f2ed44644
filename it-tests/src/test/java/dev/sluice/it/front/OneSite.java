package dev.sluice.it.front;

import dev.sluice.artifact.Provenance;
import dev.sluice.document.InvalidDocumentException;
import dev.sluice.it.release.EmbeddedFleetProcess;
import dev.sluice.it.release.EmbeddedSite;
import dev.sluice.operation.Project;
import dev.sluice.operation.ReleaseOrder;
import dev.sluice.plan.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site on hosts on paper, in a JVM of their own, under a name of its own. */
final class OneSite implements AutoCloseable {
    private final EmbeddedFleetProcess fleet;
    private final Project project;

    private OneSite(EmbeddedFleetProcess fleet, Project project) {
        this.fleet = fleet;
        this.project = project;
    }

    static OneSite start(String inventory, Path directory) throws IOException, InvalidDocumentException {
        var fleet = EmbeddedFleetProcess.startOnPaper(2, directory.resolve(inventory));
        var inventoryFile = Files.writeString(
                directory.resolve(inventory + ".yml"),
                Files.readString(fleet.path("inventory")).replace("name: demo", "name: " + inventory));
        var playbook = Files.readString(fleet.path("playbook"))
                .replace("soak: 1s", "soak: 0s")
                .replace("every: 1s", "every: 50ms")
                .replace("consecutive: 2", "consecutive: 1")
                .replace("method: reset", "method: invalidate"); // Resets of one cache keep seconds between them.
        var playbookFile = Files.writeString(directory.resolve(inventory + "-playbook.yml"), playbook);
        return new OneSite(fleet, Project.read(inventoryFile, playbookFile));
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
                Optional.of(artifact),
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
