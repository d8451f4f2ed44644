package dev.sluice.web;

import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.daemon.IdleSite;
import dev.sluice.document.Problem;
import dev.sluice.operation.Project;
import dev.sluice.plan.FleetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A site of which only the name counts. */
final class NoSite implements IdleSite {
    private final String name;

    NoSite(String name) {
        this.name = name;
    }

    @Override
    public SiteFiles files() {
        return new SiteFiles(Path.of("inventory.yml"), Path.of("playbook.yml"));
    }

    @Override
    public FleetName fleet() {
        return new FleetName("prod", name);
    }

    @Override
    public Optional<Project> project() {
        return Optional.empty();
    }

    @Override
    public List<Problem> problems() {
        return List.of();
    }
}
