package dev.sluice.web.page;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Excerpt;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HoldDeadline;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened in a rollout of {@link PlanDraft}, a second after the other. */
public final class SampleEvents {
    private final RolloutPlan plan;
    private final List<RolloutEvent> events = new ArrayList<>();
    private Instant at = PlanDraft.AT;

    private SampleEvents(RolloutPlan plan) {
        this.plan = plan;
    }

    /** Nothing happened: the site has no rollout yet. */
    static SampleEvents none(int hosts) {
        return new SampleEvents(PlanDraft.of(hosts).plan());
    }

    static SampleEvents of(PlanDraft draft) {
        var story = new SampleEvents(draft.plan());
        story.add(new FleetEvent.RolloutStarted(story.next(), "d".repeat(64), "anna"));
        story.plan.hosts().forEach(host -> story.add(new HostEvent.HostLocked(story.at, host.name(), 1)));
        return story;
    }

    RolloutPlan plan() {
        return plan;
    }

    List<RolloutEvent> events() {
        return List.copyOf(events);
    }

    SampleEvents add(RolloutEvent event) {
        events.add(event);
        return this;
    }

    Instant next() {
        at = at.plusSeconds(1);
        return at;
    }

    SampleEvents staged() {
        plan.hosts()
                .forEach(host -> add(new HostEvent.HostStaged(next(), host.name(), 412_000, Duration.ofMillis(2_100))));
        return this;
    }

    SampleEvents batch(int number) {
        return add(new FleetEvent.BatchStarted(
                next(), number, plan.batches().get(number - 1).hosts()));
    }

    SampleEvents switched(HostName host) {
        add(new HostEvent.HostSwitching(next(), host, PlanDraft.OLD.link(), PlanDraft.NEW.link(), 1));
        return add(new HostEvent.HostSwitched(next(), host, PlanDraft.NEW.link(), Duration.ofMillis(38)));
    }

    SampleEvents healthy(HostName host) {
        switched(host);
        add(new HostEvent.HostProved(
                next(), host, PlanDraft.NEW.value(), new Evidence("reset", 8, 8, Duration.ofMillis(210), Map.of())));
        return add(new HostEvent.HostHealthy(next(), host, 2, 3));
    }

    SampleEvents batchDone(int number) {
        batch(number);
        plan.batches().get(number - 1).hosts().forEach(this::healthy);
        return this;
    }

    SampleEvents opened(int batch) {
        return add(new FleetEvent.GateOpened(next(), batch));
    }

    SampleEvents soaking(int batch, Duration soak) {
        return add(new FleetEvent.SoakStarted(next(), batch, at.plus(soak)));
    }

    SampleEvents held(int batch, Duration after, Then then) {
        return add(new FleetEvent.Held(next(), batch, Optional.of(new HoldDeadline(at.plus(after), then))));
    }

    SampleEvents failed(HostName host, String why, String... evidence) {
        add(new HostEvent.HostFailed(
                next(),
                host,
                new Failure(Failure.Kind.HEALTH, "health", host + " is not healthy", why, "fix the release")));
        return add(new HostEvent.HostEvidence(
                next(), host, List.of(Excerpt.of("/var/log/php8.2-fpm.log", List.of(evidence)))));
    }

    SampleEvents reverted(HostName host) {
        add(new HostEvent.HostReverting(next(), host, PlanDraft.NEW.link(), PlanDraft.OLD.link(), 1));
        add(new HostEvent.HostRestored(next(), host, PlanDraft.OLD.link(), Duration.ofMillis(31)));
        return add(new HostEvent.HostReverted(next(), host, PlanDraft.OLD.value()));
    }

    SampleEvents ended(Outcome outcome) {
        return add(new FleetEvent.RolloutFinished(next(), outcome));
    }

    /** Everything went well. */
    public static SampleEvents good(PlanDraft draft) {
        var story = of(draft).staged();
        story.plan.batches().forEach(batch -> story.batchDone(batch.number()).opened(batch.number()));
        return story.ended(Outcome.SUCCEEDED);
    }
}
