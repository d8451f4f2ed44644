package dev.sluice.codec;

import dev.sluice.document.ConfiguredValue;
import dev.sluice.document.SecretReference;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.HostSelector;
import dev.sluice.inventory.SshSettings;
import dev.sluice.inventory.Via;
import dev.sluice.inventory.WebSettings;
import dev.sluice.plan.Batch;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.Release;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.BatchSize;
import dev.sluice.playbook.BatchStep;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.HealthCheck;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.OnFailure;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ProbeSettings;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.Strategy;
import dev.sluice.playbook.TaskSpec;
import dev.sluice.playbook.Tasks;
import dev.sluice.playbook.Where;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan such as a user would have: one host a batch, with something of everything that a playbook can say. */
public final class SamplePlan {
    private static final ReleaseId NEW = new ReleaseId("20261122-223000-9f3c1ab");
    private static final String DIGEST = "9f3c1ab".repeat(10).substring(0, 64);

    private SamplePlan() {}

    public static RolloutPlan of(String... hosts) {
        return of("prod", "shop", RolloutIds.of(0x7f3a09bc), hosts);
    }

    /** The same of a project. */
    public static RolloutPlan of(String project, RolloutPlan plan) {
        return new RolloutPlan(
                plan.id(),
                plan.purpose(),
                Optional.of(project),
                plan.inventory(),
                plan.playbook(),
                plan.strategy(),
                plan.release(),
                plan.hosts(),
                plan.batches(),
                plan.leftOut(),
                plan.waivers(),
                plan.createdAt(),
                plan.actor());
    }

    public static RolloutPlan of(String inventory, String site, RolloutId id, String... hosts) {
        var names = Arrays.stream(hosts).map(HostName::new).toList();
        return new RolloutPlan(
                id,
                RolloutPlan.Purpose.RELEASE,
                Optional.empty(),
                inventory,
                playbook(site),
                strategy(),
                new Release(NEW, DIGEST, 23_192, 412_000),
                names.stream().map(SamplePlan::host).toList(),
                names.stream().map(name -> batch(names, name)).toList(),
                List.of(),
                List.of(),
                Instant.parse("2026-11-22T22:29:58Z"),
                "anna");
    }

    private static Batch batch(List<HostName> all, HostName name) {
        return new Batch(all.indexOf(name) + 1, List.of(name), Duration.ofMinutes(10), BatchStep.Hold.PROMOTE);
    }

    private static HostPlan host(HostName name) {
        var ssh = new SshSettings(
                "deploy",
                22,
                Optional.of("~/.ssh/id_ed25519"),
                SecretReference.parse("env:DEPLOY_KEY_PASSPHRASE"),
                "~/.ssh/known_hosts",
                Optional.empty());
        var web = new WebSettings(
                "http://127.0.0.1",
                Optional.of("shop.example.com"),
                Map.of("Authorization", ConfiguredValue.parse("Bearer env:TOKEN")),
                Optional.empty(),
                Via.SSH);
        return new HostPlan(
                new Host(name, name.value(), List.of("web"), Map.of("env", "prod"), "/srv/shop", ssh, web),
                "releases/20261121-223000-1b22c0d",
                NEW);
    }

    private static Playbook playbook(String site) {
        return new Playbook(
                site,
                HostSelector.parse("canary, web & env=prod"),
                new ReleaseSettings(
                        5,
                        "public",
                        new ReleaseSettings.Shared(List.of("storage"), List.of(".env")),
                        List.of("bootstrap/cache"),
                        ReleaseSettings.Base.COPY,
                        new ReleaseSettings.Permissions("0022", Optional.of("www-data"), Optional.empty()),
                        Optional.empty(),
                        List.of(".git/"),
                        Optional.of("signing.pub")),
                new Tasks(List.of(migrate()), List.of(), List.of(), List.of()),
                strategy(),
                Map.of("emergency", strategy()),
                strategy(),
                opcache(),
                Optional.empty(),
                List.of(new HealthCheck.TcpCheck("cache", "127.0.0.1", 6379, Optional.empty())),
                new ProbeSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofMinutes(2)),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static TaskSpec migrate() {
        return new TaskSpec(
                "migrate",
                "php artisan migrate --force",
                Optional.of(HostSelector.parse("web")),
                new Where.OneHost(new HostName("web01")),
                true,
                Optional.empty(),
                Duration.ofMinutes(10),
                Map.of(),
                false,
                true,
                false,
                Optional.empty(),
                false);
    }

    private static Opcache opcache() {
        return new Opcache(
                new EndpointChoice.Auto(),
                SecretReference.parse("file:~/.config/sluice/endpoint.pem"),
                Opcache.Method.AUTO,
                Optional.empty(),
                true,
                new Proof(new Proof.Workers.All(), Duration.ofSeconds(30), Proof.Busy.WAIT, Duration.ofMinutes(10)),
                List.of());
    }

    private static Strategy strategy() {
        return new Strategy(
                List.of(
                        new BatchStep(
                                new BatchSize.Hosts(1), Optional.of(Duration.ofMinutes(10)), BatchStep.Hold.PROMOTE),
                        new BatchStep(new BatchSize.Percent(25), Optional.empty(), BatchStep.Hold.NONE)),
                Strategy.Order.GROUPS,
                20,
                Duration.ofSeconds(30),
                Optional.empty(),
                75,
                new HostCount.Hosts(0),
                new HostCount.Percent(10),
                OnFailure.REVERT_ALL,
                Duration.ofMinutes(20));
    }
}
