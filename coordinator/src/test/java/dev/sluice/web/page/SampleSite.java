package dev.sluice.web.page;

import dev.sluice.access.Scope;
import dev.sluice.document.Problem;
import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.inventory.HostName;
import dev.sluice.operation.ExpectedArtifact;
import dev.sluice.operation.FleetStatus.HostView;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.LeftOut;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Restrictions;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.plan.Restrictions.Freeze;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.Schedule;
import dev.sluice.rollout.RolloutState;
import dev.sluice.schedule.ArtifactRule.Candidate;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.web.page.SiteFacts.Named;
import dev.sluice.web.page.SiteFacts.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of a site in a test, with as much as the test wants to be odd. The site is {@code prod/shop}, in Berlin. */
final class SampleSite {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** Eleven minutes after the rollout was started, on a Sunday night at 23:41. */
    static final Instant NOW = PlanDraft.AT.plus(Duration.ofMinutes(11));

    static final String PROCESS = "pid 4711, user deploy, since 2026-11-22T22:29:58Z, rollout r-7f3a09bc";

    private final SampleEvents story;
    private final List<RolloutSummary> older = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final List<ScheduleEntry> entries = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();
    private final Map<HostName, HostTrace> missing = new HashMap<>();
    private Restrictions restrictions = Restrictions.none(new FleetName("prod", "shop"));
    private Optional<ReleaseWindow> window = Optional.empty();
    private Optional<String> holder = Optional.empty();
    private Optional<LiveAnswer> live = Optional.empty();
    private Optional<ExpectedArtifact> artifact = Optional.empty();
    private Instant now = NOW;

    SampleSite(SampleEvents story) {
        this.story = story;
    }

    SampleSite run() {
        holder = Optional.of(PROCESS);
        return this;
    }

    SampleSite at(Instant moment) {
        now = moment;
        return this;
    }

    SampleSite problem(String message) {
        problems.add(new Problem("playbook.yml", 12, 3, "strategy.batches[0]", message));
        return this;
    }

    SampleSite trouble(String message) {
        troubles.add(message);
        return this;
    }

    SampleSite frozen(String message) {
        restrictions = restrictions.withFreeze(
                Optional.of(new Freeze(message, Optional.empty())), NOW.minusSeconds(300), "anna");
        return this;
    }

    SampleSite disabled(HostName host, String reason) {
        restrictions = restrictions.disabling(new DisabledHost(host, reason, Optional.empty()), NOW, "anna");
        return this;
    }

    /** A target that no rollout could reach. */
    SampleSite leftOut(String host, Instant since, String why) {
        var name = new HostName(host);
        leftOut.add(new LeftOut(name, why));
        missing.put(
                name,
                new HostTrace(
                        Optional.of(PlanDraft.OLD),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new HostTrace.Missed(since, why)),
                        Optional.empty(),
                        RolloutIds.of(0x7f3a09bc)));
        return this;
    }

    SampleSite window(ReleaseWindow given) {
        window = Optional.of(given);
        return this;
    }

    /** At half past ten every night. */
    SampleSite nightly() {
        schedules.add(new Schedule(
                "nightly",
                "30 22 * * *",
                BERLIN,
                new Schedule.ArtifactChoice(
                        "/var/lib/builds/shop-*.tar.gz", Schedule.Digest.REQUIRED, Optional.empty(), Optional.empty()),
                Optional.of(LocalTime.of(17, 0)),
                Optional.of(Duration.ofMinutes(45)),
                Schedule.Missed.SKIP));
        return this;
    }

    SampleSite entry(ScheduleEntry entry) {
        entries.add(entry);
        return this;
    }

    SampleSite artifact(String path) {
        artifact = Optional.of(new ExpectedArtifact(
                Optional.of(new Candidate(path, NOW.minusSeconds(5_000), true)), Optional.empty()));
        return this;
    }

    SampleSite answers(HostView... views) {
        live = Optional.of(new LiveAnswer(NOW.minusSeconds(60), List.of(views)));
        return this;
    }

    SampleSite older(RolloutSummary rollout) {
        older.add(rollout);
        return this;
    }

    private RolloutPlan plan() {
        var plan = story.plan();
        return new RolloutPlan(
                plan.id(),
                plan.purpose(),
                plan.project(),
                plan.inventory(),
                playbook(plan.playbook()),
                plan.strategy(),
                plan.release(),
                plan.hosts(),
                plan.batches(),
                leftOut,
                plan.waivers(),
                plan.createdAt(),
                plan.actor());
    }

    private Playbook playbook(Playbook base) {
        return new Playbook(
                base.name(),
                base.targets(),
                base.release(),
                base.tasks(),
                base.strategy(),
                base.strategies(),
                base.rollback(),
                base.opcache(),
                base.records(),
                base.health(),
                base.probe(),
                window.or(() -> Optional.of(open())),
                schedules,
                base.notifications());
    }

    /** A window that is always open. */
    private static ReleaseWindow open() {
        return new ReleaseWindow(
                BERLIN, List.of(), List.of(), ReleaseWindow.Closing.FINISH_BATCH, ReleaseWindow.Fit.OFF);
    }

    SeenRollout seen() {
        var plan = plan();
        var record =
                new RecordedRollout(plan, story.events(), "0".repeat(64), Path.of("r"), Optional.empty(), List.of());
        var state = RolloutState.replay(plan, story.events());
        return new SeenRollout(record, state, holder);
    }

    SiteFacts facts() {
        var seen = seen();
        var none = story.events().isEmpty();
        var traces = new HashMap<>(none ? Map.of() : HostTraces.of(seen.record(), seen.state()));
        traces.putAll(missing);
        var hosts = new ArrayList<HostName>();
        seen.plan().hosts().forEach(host -> hosts.add(host.name()));
        leftOut.forEach(out -> hosts.add(out.host()));
        var rollouts = new ArrayList<RolloutSummary>(none ? List.of() : List.of(summary(seen)));
        rollouts.addAll(older);
        var artifacts = new HashMap<String, ExpectedArtifact>();
        artifact.ifPresent(found -> artifacts.put("nightly", found));
        return new SiteFacts(
                new Named(
                        new FleetName("prod", "shop"),
                        hosts,
                        Optional.of(seen.plan().playbook()),
                        problems),
                new Recorded(
                        new FleetHistory(rollouts, List.of()),
                        traces,
                        ScheduleRows.of(entries),
                        restrictions,
                        artifacts,
                        troubles),
                none || seen.isOver() ? Optional.empty() : Optional.of(seen),
                live,
                now);
    }

    private static RolloutSummary summary(SeenRollout seen) {
        var events = seen.record().events();
        return new RolloutSummary(
                seen.id(),
                seen.plan().purpose(),
                seen.plan().release().id(),
                seen.plan().actor(),
                seen.plan().createdAt(),
                events.get(events.size() - 1).at(),
                seen.state().phase(),
                seen.state().hold(),
                seen.state().outcome(),
                List.of(),
                List.of());
    }

    static Visitor visitor(Scope... scopes) {
        return new Visitor("anna", Set.of(scopes), "csrf-7d1e", Optional.empty());
    }

    static Visitor everyone() {
        return visitor(Scope.values());
    }

    static ReleaseId release() {
        return PlanDraft.NEW;
    }
}
