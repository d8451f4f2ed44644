package dev.sluice.plan;

import dev.sluice.codec.SamplePlan;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.Inventory;
import dev.sluice.playbook.BatchSize;
import dev.sluice.playbook.BatchStep;
import dev.sluice.playbook.BatchStep.Hold;
import dev.sluice.playbook.BatchStep.HoldEnd;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.HostCount;
import dev.sluice.playbook.OnFailure;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ProbeSettings;
import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseSettings.Assets;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.Strategy;
import dev.sluice.playbook.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A plan for a test, which says only what matters to it. Its hosts are web001, web002 … and go from {@link #OLD} to {@link #NEW}. */
public final class PlanDraft {
    public static final ReleaseId OLD = new ReleaseId("20261121-223000-1b22c0d");
    public static final ReleaseId NEW = new ReleaseId("20261122-223000-9f3c1ab");
    public static final Instant AT = Instant.parse("2026-11-22T22:29:58Z");

    private final List<HostName> hosts;
    private final Map<HostName, String> links = new HashMap<>();
    private List<BatchStep> batches = List.of(step(1));
    private Strategy.Order order = Strategy.Order.GROUPS;
    private int parallel = 20;
    private Optional<Duration> lastSoak = Optional.empty();
    private Duration soak = Duration.ZERO;
    private int minAvailable;
    private HostCount maxFailed = new HostCount.Hosts(0);
    private OnFailure onFailure = OnFailure.REVERT_ALL;
    private RolloutPlan.Purpose purpose = RolloutPlan.Purpose.RELEASE;
    private ProbeSettings probe =
            new ProbeSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofMinutes(2));
    private Tasks tasks = new Tasks(List.of(), List.of(), List.of(), List.of());
    private Opcache opcache = SamplePlan.of("web001").playbook().opcache();
    private Optional<Assets> assets = Optional.empty();
    private HostCount maxUnreachable = new HostCount.Hosts(0);
    private RolloutId id = RolloutIds.of(0x7f3a09bc);
    private Optional<ReleaseWindow> window = Optional.empty();

    private PlanDraft(int hosts) {
        this.hosts = IntStream.rangeClosed(1, hosts).mapToObj(PlanDraft::web).toList();
        this.hosts.forEach(host -> links.put(host, OLD.link()));
    }

    public static PlanDraft of(int hosts) {
        return new PlanDraft(hosts);
    }

    /** Any plan that a user could have: up to twelve hosts, with every policy. */
    public static PlanDraft byChance(Random random) {
        return byChance(1 + random.nextInt(12), random);
    }

    /** Any plan for a few hosts, with soaks, probes, windows and every purpose too. */
    public static PlanDraft byChance(Random random, int mostHosts) {
        var draft = byChance(1 + random.nextInt(mostHosts), random)
                .probe(new ProbeSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 2, Duration.ofSeconds(20)));
        if (random.nextInt(3) == 0) {
            draft.soak(Duration.ofSeconds(1 + random.nextInt(5)));
        }
        if (random.nextInt(6) == 0) {
            draft.window(ClosingWindows.byChance(random));
        }
        return switch (random.nextInt(12)) {
            case 0 -> draft.purpose(RolloutPlan.Purpose.STAGE);
            case 1 -> draft.purpose(RolloutPlan.Purpose.CONVERGE);
            case 2 -> draft.refresh();
            default -> draft;
        };
    }

    private static PlanDraft byChance(int hosts, Random random) {
        var steps = new ArrayList<BatchStep>();
        for (int step = 0; step <= random.nextInt(3); step++) {
            int size = 1 + random.nextInt(hosts);
            steps.add(random.nextInt(5) == 0 ? heldByChance(size, hosts) : step(size));
        }
        var draft = PlanDraft.of(hosts)
                .batches(steps)
                .onFailure(List.of(OnFailure.values()).get(random.nextInt(3)))
                .maxFailed(
                        random.nextBoolean()
                                ? new HostCount.Hosts(random.nextInt(3))
                                : new HostCount.Percent(random.nextInt(101)))
                .minAvailable(random.nextInt(101))
                .parallel(1 + random.nextInt(8));
        if (random.nextInt(3) == 0) {
            draft.tasksByChance(random);
        }
        if (random.nextInt(4) == 0) {
            draft.assets();
        }
        if (random.nextInt(3) == 0) {
            draft.maxUnreachable(random.nextInt(3));
        }
        if (random.nextInt(6) == 0) {
            draft.link(1 + random.nextInt(hosts), random.nextBoolean() ? "" : NEW.link());
        }
        return random.nextInt(4) == 0 ? draft.rollback() : draft;
    }

    public static HostName web(int number) {
        return new HostName("web%03d".formatted(number));
    }

    public static BatchStep step(int hosts) {
        return new BatchStep(new BatchSize.Hosts(hosts), Optional.empty(), Hold.NONE);
    }

    public static BatchStep held(int hosts) {
        return new BatchStep(new BatchSize.Hosts(hosts), Optional.empty(), Hold.PROMOTE);
    }

    /** A hold that ends by itself. */
    public static BatchStep held(int hosts, Duration after, Then then) {
        return new BatchStep(
                new BatchSize.Hosts(hosts), Optional.empty(), Hold.PROMOTE, Optional.of(new HoldEnd(after, then)));
    }

    /** Without end, or for a minute. */
    private static BatchStep heldByChance(int size, int hosts) {
        return size == hosts
                ? held(size)
                : held(size, Duration.ofMinutes(1), List.of(Then.values()).get((size + hosts) % 3));
    }

    /** The last repeats. */
    public PlanDraft batches(Integer... sizes) {
        return batches(List.of(sizes).stream().map(PlanDraft::step).toList());
    }

    public PlanDraft batches(List<BatchStep> steps) {
        batches = List.copyOf(steps);
        return this;
    }

    public PlanDraft order(Strategy.Order given) {
        order = given;
        return this;
    }

    public PlanDraft parallel(int given) {
        parallel = given;
        return this;
    }

    /** Instead of the soak, after the last batch. */
    public PlanDraft lastSoak(Duration wanted) {
        lastSoak = Optional.of(wanted);
        return this;
    }

    public PlanDraft soak(Duration given) {
        soak = given;
        return this;
    }

    public PlanDraft minAvailable(int percent) {
        minAvailable = percent;
        return this;
    }

    public PlanDraft maxFailed(HostCount given) {
        maxFailed = given;
        return this;
    }

    public PlanDraft onFailure(OnFailure given) {
        onFailure = given;
        return this;
    }

    public PlanDraft rollback() {
        purpose = RolloutPlan.Purpose.ROLLBACK;
        return this;
    }

    /** Every host keeps its release. */
    public PlanDraft refresh() {
        hosts.forEach(host -> links.put(host, NEW.link()));
        return purpose(RolloutPlan.Purpose.REFRESH);
    }

    public PlanDraft purpose(RolloutPlan.Purpose given) {
        purpose = given;
        return this;
    }

    public PlanDraft tasks(Tasks given) {
        tasks = given;
        return this;
    }

    /** Of every kind, at every moment. */
    public PlanDraft tasksByChance(Random random) {
        return tasks(DraftTask.byChance(random));
    }

    /** Files of the old and the new release answer on every host. */
    public PlanDraft assets() {
        assets = Optional.of(new Assets(List.of("public/build"), 3));
        return this;
    }

    public PlanDraft maxUnreachable(int given) {
        maxUnreachable = new HostCount.Hosts(given);
        return this;
    }

    public PlanDraft link(int host, String text) {
        links.put(web(host), text);
        return this;
    }

    public PlanDraft probe(ProbeSettings given) {
        probe = given;
        return this;
    }

    public PlanDraft window(ReleaseWindow given) {
        window = Optional.of(given);
        return this;
    }

    public PlanDraft opcache(Opcache given) {
        opcache = given;
        return this;
    }

    public PlanDraft id(RolloutId given) {
        id = given;
        return this;
    }

    public RolloutPlan plan() {
        return Planner.plan(request(List.of(hosts), 1));
    }

    /** @param parts of the selector; each host of a part is in the inventory, in the order of their numbers */
    public PlanRequest request(List<List<HostName>> parts, long seed) {
        var all = new ArrayList<>(parts.stream().flatMap(List::stream).toList());
        all.sort(null);
        var strategy = strategy();
        return new PlanRequest(
                id,
                purpose,
                new Inventory(
                        "prod",
                        Optional.empty(),
                        List.of(),
                        all.stream().map(PlanDraft::host).toList()),
                playbook(strategy),
                strategy,
                new Release(NEW, "9f3c1ab".repeat(10).substring(0, 64), 23_192, 412_000),
                parts.stream()
                        .map(part -> part.stream().map(PlanDraft::host).toList())
                        .toList(),
                links,
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                AT,
                "anna",
                seed);
    }

    private Strategy strategy() {
        return new Strategy(
                batches,
                order,
                parallel,
                soak,
                lastSoak,
                minAvailable,
                maxFailed,
                maxUnreachable,
                onFailure,
                Duration.ofMinutes(20));
    }

    private Playbook playbook(Strategy strategy) {
        var sample = SamplePlan.of("web001").playbook();
        return new Playbook(
                sample.name(),
                sample.targets(),
                release(sample.release()),
                tasks,
                strategy,
                Map.of(),
                strategy,
                opcache,
                sample.records(),
                sample.health(),
                probe,
                window,
                List.of(),
                List.of());
    }

    private ReleaseSettings release(ReleaseSettings sample) {
        return new ReleaseSettings(
                sample.keep(),
                sample.docroot(),
                sample.shared(),
                sample.writable(),
                sample.base(),
                sample.permissions(),
                assets,
                sample.exclude(),
                sample.signedBy());
    }

    public static Host host(HostName name) {
        var sample = SamplePlan.of("web001").hosts().get(0).host();
        return new Host(
                name, name.value(), sample.groups(), sample.labels(), sample.path(), sample.ssh(), sample.web());
    }
}
