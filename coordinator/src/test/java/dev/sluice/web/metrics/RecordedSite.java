package dev.sluice.web.metrics;

import dev.sluice.codec.RestrictionsCodec;
import dev.sluice.codec.SamplePlan;
import dev.sluice.daemon.DaemonSpec.SiteFiles;
import dev.sluice.daemon.IdleSite;
import dev.sluice.document.Problem;
import dev.sluice.engine.OpenRollout;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.Ports;
import dev.sluice.operation.Project;
import dev.sluice.operation.ProjectFiles;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Restrictions;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A site of three hosts as a daemon serves it, whose records a test writes. */
final class RecordedSite implements IdleSite {
    static final Instant AT = Instant.parse("2026-11-22T20:00:00Z");

    private final Ports.Records records;
    private final SiteFiles files;
    private Optional<Project> project = Optional.empty();
    private List<Problem> problems = List.of();
    private boolean read;
    private int rollouts;

    RecordedSite(Path directory, String name, Ports.Records records) throws IOException {
        this.records = records;
        this.files = new SiteFiles(
                Files.writeString(directory.resolve(name + ".inventory.yml"), """
                        inventory: 1
                        name: prod
                        defaults: { path: /srv/shop, ssh: { user: deploy } }
                        groups: { web: { hosts: [{ name: 'web[01:03]' }] } }
                        """),
                Files.writeString(directory.resolve(name + ".playbook.yml"), """
                        playbook: 1
                        name: %s
                        targets: web
                        opcache: { endpoint: none, method: none }
                        """.formatted(name)));
        reread();
    }

    /** Changes the playbook, and reads the files. */
    void edit(UnaryOperator<String> change) throws IOException {
        Files.writeString(files.playbook(), change.apply(Files.readString(files.playbook())));
        reread();
    }

    private void reread() {
        var found = ProjectFiles.read(files.inventory(), files.playbook());
        problems = found.problems();
        if (problems.isEmpty()) {
            project = Optional.of(Project.of(found));
        }
        read = true;
    }

    void unread() {
        read = false;
    }

    /** A rollout's plan, one minute after the one before. */
    RolloutPlan plan(Purpose purpose, String release, LeftOut... leftOut) {
        rollouts++;
        var plan = SamplePlan.of(
                "prod",
                fleet().site(),
                RolloutIds.of(fleet().site().hashCode() << 8 | rollouts),
                "web01",
                "web02",
                "web03");
        return new RolloutPlan(
                plan.id(),
                purpose,
                plan.project(),
                plan.inventory(),
                plan.playbook(),
                plan.strategy(),
                new Release(new ReleaseId(release), plan.release().digest(), 1, 1),
                plan.hosts().stream()
                        .map(host -> new HostPlan(host.host(), host.from(), new ReleaseId(release)))
                        .toList(),
                plan.batches(),
                List.of(leftOut),
                plan.waivers(),
                AT.plusSeconds(60L * rollouts),
                plan.actor());
    }

    RolloutId record(RolloutPlan plan, RolloutEvent... events) throws Exception {
        try (OpenRollout open = records.store().create(plan)) {
            var all = new ArrayList<RolloutEvent>();
            all.add(new FleetEvent.RolloutStarted(AT, open.planDigest(), "anna"));
            all.addAll(List.of(events));
            open.journal().append(all);
        }
        return plan.id();
    }

    /** One that ended a second after it was planned. All hosts are switched where it succeeded, and none else. */
    RolloutId ended(Purpose purpose, String release, Outcome outcome) throws Exception {
        var plan = plan(purpose, release);
        var events = new ArrayList<RolloutEvent>();
        if (outcome == Outcome.SUCCEEDED) {
            plan.hosts().forEach(host -> events.add(switched(host.name().value(), release)));
        }
        events.add(new FleetEvent.RolloutFinished(plan.createdAt().plusSeconds(1), outcome));
        return record(plan, events.toArray(RolloutEvent[]::new));
    }

    static RolloutEvent switched(String host, String release) {
        return new HostEvent.HostSwitched(AT, new HostName(host), "releases/" + release, Duration.ofMillis(1));
    }

    void restrict(UnaryOperator<Restrictions> change) throws Exception {
        var next = change.apply(Restrictions.none(fleet()));
        records.restrictions().write(fleet(), new RestrictionsCodec().encode(next, Optional.empty()));
    }

    @Override
    public SiteFiles files() {
        return files;
    }

    @Override
    public FleetName fleet() {
        return project.map(Project::fleet).orElse(new FleetName("?", "files"));
    }

    @Override
    public Optional<Project> project() {
        return project;
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public boolean isRead() {
        return read;
    }
}
