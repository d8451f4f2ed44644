package dev.sluice.report;

import dev.sluice.engine.RolloutListener;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What happened in a rollout, told event by event. */
final class Story {
    static final Instant AT = PlanDraft.AT;
    static final String OLD = PlanDraft.OLD.value();
    static final String NEW = PlanDraft.NEW.value();

    private final RolloutPlan plan;
    private final List<RolloutEvent> events = new ArrayList<>();

    Story(RolloutPlan plan) {
        this.plan = plan;
        events.add(new FleetEvent.RolloutStarted(AT, "d".repeat(64), "anna"));
        plan.hosts().forEach(host -> add(new HostEvent.HostLocked(AT, host.name(), 1)));
    }

    RolloutPlan plan() {
        return plan;
    }

    Story add(RolloutEvent event) {
        events.add(event);
        return this;
    }

    Story staged(HostName host) {
        add(new HostEvent.HostStaging(AT, host));
        return add(new HostEvent.HostStaged(AT, host, 412_000, Duration.ofMillis(2_100)));
    }

    Story everyHostStaged() {
        plan.hosts().forEach(host -> staged(host.name()));
        return this;
    }

    Story batch(int number) {
        return add(new FleetEvent.BatchStarted(
                AT, number, plan.batches().get(number - 1).hosts()));
    }

    Story switched(HostName host) {
        add(new HostEvent.HostSwitching(AT, host, "releases/" + OLD, "releases/" + NEW, 1));
        return add(new HostEvent.HostSwitched(AT, host, "releases/" + NEW, Duration.ofMillis(38)));
    }

    Story proved(HostName host, String release) {
        add(new HostEvent.HostProving(AT, host, release));
        return add(new HostEvent.HostProved(
                AT, host, release, new Evidence("reset", 8, 8, Duration.ofMillis(210), Map.of())));
    }

    Story activated(HostName host) {
        return switched(host).proved(host, NEW).add(new HostEvent.HostHealthy(AT, host, 2, 3));
    }

    Story failed(HostName host, String why) {
        return add(new HostEvent.HostFailed(AT, host, failure(host, why)));
    }

    static Failure failure(HostName host, String why) {
        return new Failure(
                Failure.Kind.HEALTH, "health", host + " is not healthy", why, "fix the release, and release it again");
    }

    Story putBack(HostName host) {
        add(new HostEvent.HostReverting(AT, host, "releases/" + NEW, "releases/" + OLD, 1));
        add(new HostEvent.HostRestored(AT, host, "releases/" + OLD, Duration.ofMillis(31)));
        return proved(host, OLD).add(new HostEvent.HostReverted(AT, host, OLD));
    }

    Story opened(int batch) {
        return add(new FleetEvent.GateOpened(AT, batch));
    }

    Story refused(int batch, String reason) {
        return add(new FleetEvent.GateRefused(AT, batch, reason));
    }

    Story ended(Outcome outcome) {
        return add(new FleetEvent.RolloutFinished(AT, outcome));
    }

    static Story good() {
        var plan = PlanDraft.of(3).batches(1, 2).soak(Duration.ofSeconds(30)).plan();
        var story = new Story(plan).everyHostStaged();
        plan.batches().forEach(batch -> {
            story.batch(batch.number());
            batch.hosts().forEach(story::activated);
            story.add(new FleetEvent.SoakStarted(AT, batch.number(), AT.plusSeconds(30)));
            story.opened(batch.number());
        });
        return story.ended(Outcome.SUCCEEDED);
    }

    static Story bad() {
        var plan = PlanDraft.of(3).plan();
        var web1 = PlanDraft.web(1);
        var web2 = PlanDraft.web(2);
        return new Story(plan)
                .everyHostStaged()
                .batch(1)
                .activated(web1)
                .opened(1)
                .batch(2)
                .switched(web2)
                .proved(web2, NEW)
                .failed(web2, "/healthz answered 500 (3 of 3)")
                .putBack(web2)
                .refused(2, "1 of 3 hosts failed, limit 0")
                .putBack(web1)
                .ended(Outcome.REVERTED);
    }

    List<RolloutEvent> events() {
        return List.copyOf(events);
    }

    RolloutState state() {
        return RolloutState.replay(plan, events);
    }

    String console(Palette palette) {
        var text = new StringWriter();
        var console = Console.lines(plan, new PrintWriter(text), palette, Detail.NORMAL);
        tell(console);
        console.end();
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    void tell(RolloutListener listener) {
        var state = RolloutState.of(plan);
        long seq = 0;
        for (var event : events) {
            state = state.with(event);
            listener.on(seq++, event, state);
        }
    }

    String summary() {
        return String.join("\n", new Summary(plan, state()).lines(Palette.PLAIN)) + "\n";
    }
}
