package dev.sluice.web.page;

import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.daemon.IdleSite;
import dev.sluice.document.Problem;
import dev.sluice.operation.Project;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.wiring.Coordinator;
import dev.sluice.wiring.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site with files and records on disk, and no host that could be asked. */
public final class RecordedSite implements IdleSite, AutoCloseable {
    private final ProjectFiles read;
    private final SiteFiles files;
    private final Coordinator coordinator;

    public RecordedSite(Path directory, int hosts) throws IOException {
        var names = new StringBuilder();
        for (int i = 1; i <= hosts; i++) {
            names.append(i == 1 ? "" : ", ").append(PlanDraft.web(i));
        }
        files = new SiteFiles(
                Files.writeString(directory.resolve("inventory.yml"), """
                        inventory: 1
                        name: prod
                        defaults: { path: /srv/shop, ssh: { user: deploy } }
                        groups: { web: { hosts: [%s] } }
                        """.formatted(names)),
                Files.writeString(directory.resolve("playbook.yml"), """
                        playbook: 1
                        name: shop
                        targets: web
                        opcache: { endpoint: none, method: none }
                        schedule: [{ name: nightly, cron: "30 22 * * *", zone: Europe/Berlin, artifact: { newest: "/var/lib/builds/*.tar.gz" } }]
                        """));
        read = ProjectFiles.read(files.inventory(), files.playbook());
        coordinator = new Coordinator(new Settings(directory.resolve("state"), Map.of(), "anna", Optional.empty()));
    }

    public Coordinator coordinator() {
        return coordinator;
    }

    /** Writes a record. */
    public void record(SampleEvents events) throws Exception {
        record(events.plan(), events);
    }

    private void record(RolloutPlan plan, SampleEvents events) throws Exception {
        try (var open = coordinator.records().store().create(plan)) {
            var all = new ArrayList<>(events.events());
            all.set(0, new FleetEvent.RolloutStarted(PlanDraft.AT, open.planDigest(), "anna"));
            open.journal().append(all);
        }
    }

    public Screens screens() {
        return new Screens(coordinator.records(), LastAnswers.NONE, coordinator.time());
    }

    @Override
    public SiteFiles files() {
        return files;
    }

    @Override
    public FleetName fleet() {
        return read.fleet().orElseThrow();
    }

    @Override
    public Optional<Project> project() {
        return read.problems().isEmpty() ? Optional.of(Project.of(read)) : Optional.empty();
    }

    @Override
    public List<Problem> problems() {
        return read.problems();
    }

    @Override
    public void close() {
        coordinator.close();
    }
}
