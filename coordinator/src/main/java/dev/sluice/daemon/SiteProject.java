package dev.sluice.daemon;

import dev.sluice.codec.PlanCodec;
import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.document.Problem;
import dev.sluice.engine.Outbox;
import dev.sluice.message.Addresses;
import dev.sluice.operation.Notice;
import dev.sluice.operation.Notifications;
import dev.sluice.operation.Project;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two files of a site, read again when they change. While they have errors, those that could be used last count for what runs, and start
 * nothing.
 */
final class SiteProject {
    private final SiteFiles files;
    private String stamp = "";
    private Optional<Project> project = Optional.empty();
    /** By the files that could be used last; before the first of them, by the last that named anybody. */
    private Notifications notifications;

    private List<Problem> problems = List.of();
    private FleetName fleet;

    SiteProject(SiteFiles files, Outbox outbox) {
        this.files = files;
        this.notifications = new Notifications(List.of(), new Addresses(Map.of()), outbox);
        // Until a file names the fleet.
        this.fleet = new FleetName("?", String.valueOf(files.playbook().getFileName()));
    }

    SiteFiles files() {
        return files;
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
        if (isUsable()) {
            project = Optional.of(Project.of(read));
        }
        fleet = read.fleet().orElse(fleet);
        var named = Notifications.of(read, notifications.outbox());
        if (isUsable() || (project.isEmpty() && !named.notified().isEmpty())) {
            notifications = named;
        }
        return true;
    }

    /** Whether the files are as they were when they were read. */
    boolean isCurrent() {
        return stamp().equals(stamp);
    }

    /** Whether the files have no errors, so that something may be started. */
    boolean isUsable() {
        return problems.isEmpty();
    }

    /** The files that could be used last; empty before the first of them. */
    Optional<Project> project() {
        return project;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Who is notified, by the files that could be used last, or else by what could be read of others. */
    Notifications notifications() {
        return notifications;
    }

    /** The same for people of other sites: no text of these files, in which addresses could be. */
    Notice withoutRecipients(Notice notice) {
        return new Notice(
                notice.at(),
                notice.kind(),
                notice.fleet(),
                notice.subject(),
                "the files have errors, and name no one who can be notified; nothing starts until they are mended: run"
                        + " sluice validate for " + files.playbook());
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
