package dev.sluice.daemon;

import dev.sluice.codec.PlanCodec;
import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.document.Problem;
import dev.sluice.engine.Outbox;
import dev.sluice.operation.Notifications;
import dev.sluice.operation.Project;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The two files of a site, read again when they change. What cannot be used is not replaced by what could be used before. */
final class SiteProject {
    private final SiteFiles files;
    private String stamp = "";
    private Optional<Project> project = Optional.empty();
    /** The files that could be used last; before the first of them, those that are there. */
    private Optional<ProjectFiles> notifying = Optional.empty();

    private List<Problem> problems = List.of();
    private FleetName fleet;

    SiteProject(SiteFiles files) {
        this.files = files;
        // Until a file names the fleet.
        this.fleet = new FleetName("?", String.valueOf(files.playbook().getFileName()));
    }

    /** Reads the files when they changed since the last time, and returns whether they did. */
    boolean refresh() {
        var now = stamp();
        if (now.equals(stamp)) {
            return false;
        }
        stamp = now;
        var read = ProjectFiles.read(files.inventory(), files.playbook());
        problems = read.problems();
        project = problems.isEmpty() ? Optional.of(Project.of(read)) : Optional.empty();
        fleet = read.fleet().orElse(fleet);
        if (problems.isEmpty()
                || notifying.filter(last -> last.problems().isEmpty()).isEmpty()) {
            notifying = Optional.of(read);
        }
        return true;
    }

    /** Whether the files are as they were when they were read. */
    boolean isCurrent() {
        return stamp().equals(stamp);
    }

    /** Empty while the files have errors. */
    Optional<Project> project() {
        return project;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Who is notified, by the files that could be used last, or else by what can be read of those that are there. */
    Notifications notifications(Outbox outbox) {
        return notifying.map(read -> Notifications.of(read, outbox)).orElseThrow();
    }

    /** As far as the files name it. */
    FleetName fleet() {
        return fleet;
    }

    private String stamp() {
        return stamp(files.inventory()) + " " + stamp(files.playbook());
    }

    private static String stamp(Path file) {
        try {
            return PlanCodec.digest(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
