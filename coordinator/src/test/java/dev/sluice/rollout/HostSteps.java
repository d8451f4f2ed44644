package dev.sluice.rollout;

import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostEvent.HostObserved.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Steps on a host of a {@link Simulation}, with everything that can go wrong in them. */
final class HostSteps {
    private static final Instant AT = PlanDraft.AT;

    private final Simulation run;
    private final FakeWorld world;
    private final HostPlan host;

    private HostSteps(Simulation run, HostPlan host) {
        this.run = run;
        this.world = run.world();
        this.host = host;
    }

    static void perform(Simulation run, HostPlan host, HostMove move) {
        var steps = new HostSteps(run, host);
        switch (move) {
            case NONE -> {}
            case INSPECT -> steps.look();
            case DRAIN -> run.tasks().drain(host);
            case RETURN -> run.tasks().bringBack(host);
            case SWITCH -> steps.change(host.to().link());
            case SWITCH_BACK -> steps.changeBack();
            case PROVE -> steps.prove();
            case PROVE_BACK -> steps.proveBack();
            case CHECK_HEALTH -> steps.checkHealth();
        }
    }

    private void change(String to) {
        run.record(new HostEvent.HostSwitching(AT, host.name(), host.from(), to, 1));
        send(to, new HostEvent.HostSwitched(AT, host.name(), to, Duration.ZERO));
    }

    private void changeBack() {
        run.record(new HostEvent.HostReverting(AT, host.name(), host.to().link(), host.from(), 1));
        if (host.from().isEmpty()) {
            world.goesDown(host.name());
            fail(Kind.SWITCH, "revert");
            return;
        }
        send(host.from(), new HostEvent.HostRestored(AT, host.name(), host.from(), Duration.ZERO));
    }

    private void send(String to, RolloutEvent done) {
        if (run.machine().plan().tasks().hasPair(host.name())
                && !world.drained().contains(host.name())) {
            throw new AssertionError(host.name() + " was switched while visitors were sent to it");
        }
        if (world.isForeign(host.name())) {
            diverge();
            return;
        }
        if (!world.fails()) {
            world.change(host.name(), to);
            run.record(done);
            return;
        }
        switch (world.pick(4)) {
            case 0 -> {
                world.changedByHand(host.name());
                diverge();
            }
            case 1 -> refused();
            case 2 -> lost(to);
            default -> {
                world.change(host.name(), to);
                lost(to);
            }
        }
    }

    private void refused() {
        if (run.phase(host) == HostPhase.REVERTING) {
            world.goesDown(host.name());
        }
        fail(Kind.SWITCH, "switch");
    }

    /** No answer: it is asked what the link is, and that may be in vain. */
    private void lost(String to) {
        if (world.fails()) {
            world.goesDown(host.name());
            run.record(new HostEvent.HostUnknown(AT, host.name(), FakeWorld.failure(Kind.UNREACHABLE, "switch")));
        } else if (world.link(host.name()).equals(to)) {
            look();
        } else {
            refused();
        }
    }

    private void look() {
        var link = world.link(host.name());
        var back = run.phase(host) == HostPhase.REVERTING;
        if (link.equals(back ? host.from() : host.to().link())) {
            observed(link, back ? Position.BEFORE : Position.AFTER);
        } else if (link.equals(back ? host.to().link() : host.from())) {
            observed(link, back ? Position.AFTER : Position.BEFORE);
        } else {
            diverge();
        }
    }

    private void observed(String link, Position position) {
        run.record(new HostEvent.HostObserved(AT, host.name(), link, position));
    }

    private void diverge() {
        run.record(new HostEvent.HostDiverged(
                AT, host.name(), host.from(), world.link(host.name()), FakeWorld.failure(Kind.SWITCH, "look")));
    }

    private void prove() {
        run.record(new HostEvent.HostProving(AT, host.name(), host.to().value()));
        if (world.fails()) {
            world.goesDown(host.name());
            fail(Kind.PROOF, "proof");
        } else {
            run.record(new HostEvent.HostProved(AT, host.name(), host.to().value(), evidence()));
        }
    }

    private void proveBack() {
        run.record(new HostEvent.HostProving(AT, host.name(), host.from()));
        if (world.fails()) {
            world.goesDown(host.name());
            fail(Kind.PROOF, "proof");
            return;
        }
        run.record(new HostEvent.HostProved(AT, host.name(), host.from(), evidence()));
        world.comesUp(host.name());
        run.record(new HostEvent.HostReverted(AT, host.name(), host.from()));
    }

    private void checkHealth() {
        if (world.fails()) {
            world.goesDown(host.name());
            fail(Kind.HEALTH, "health");
        } else {
            world.comesUp(host.name());
            run.record(new HostEvent.HostHealthy(AT, host.name(), 3, 3));
        }
    }

    private void fail(Kind kind, String step) {
        run.record(new HostEvent.HostFailed(AT, host.name(), FakeWorld.failure(kind, step)));
    }

    static Evidence evidence() {
        return new Evidence("reset", 8, 8, Duration.ZERO, Map.of());
    }
}
