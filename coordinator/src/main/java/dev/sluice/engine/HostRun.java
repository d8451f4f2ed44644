package dev.sluice.engine;

import dev.sluice.engine.HostWork.LinkChange;
import dev.sluice.engine.WorkException.Effect;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostEvent.HostObserved.Position;
import dev.sluice.rollout.HostMove;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.HostRollout;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutMachine;
import java.time.Duration;
import java.util.Locale;

/** Takes one host through its critical section: determines the next move, announces it, performs it, and records the result. */
final class HostRun {
    /** How often, and at what interval, a host is queried again when contact was lost in the middle of a switch. */
    private static final int ATTEMPTS = 6;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

    private final RolloutPlan plan;
    private final RolloutMachine machine;
    private final HostWork work;
    private final Recorder recorder;
    private final Timekeeper time;
    private final RotationRun rotation;
    private final EvidenceRecorder evidence;

    HostRun(
            RolloutPlan plan,
            RolloutMachine machine,
            HostWork work,
            Recorder recorder,
            Timekeeper time,
            TaskRunner tasks) {
        this.plan = plan;
        this.machine = machine;
        this.work = work;
        this.recorder = recorder;
        this.time = time;
        this.rotation = new RotationRun(machine, recorder, time, tasks);
        this.evidence = new EvidenceRecorder(work, recorder, time);
    }

    /** Moves the host to the new release; a host that fails on the way is reverted at once if the policy requires it. */
    void forward(HostName name) throws JournalException, InterruptedException {
        var host = plan.host(name);
        var move = machine.forward(recorder.state(), name);
        while (move != HostMove.NONE) {
            perform(host, move);
            move = machine.forward(recorder.state(), name);
        }
    }

    /** Reverts the host to the release that was live before. */
    void back(HostName name) throws JournalException, InterruptedException {
        var host = plan.host(name);
        var move = machine.back(recorder.state(), name);
        while (move != HostMove.NONE) {
            perform(host, move);
            move = machine.back(recorder.state(), name);
        }
    }

    private void perform(HostPlan host, HostMove move) throws JournalException, InterruptedException {
        try {
            attempt(host, move);
        } catch (WorkException e) {
            afterFailure(host, move, e);
        } catch (RuntimeException e) {
            // A defect, and it may have come after the effect.
            afterFailure(host, move, WorkException.unknown(Failures.unexpected(nameOf(move), e)));
        }
    }

    private void attempt(HostPlan host, HostMove move) throws WorkException, JournalException, InterruptedException {
        switch (move) {
            case NONE -> {}
            case INSPECT -> settle(host, work.readLink(host));
            case DRAIN -> rotation.drain(host);
            case SWITCH -> switchForward(host);
            case PROVE -> prove(host);
            case CHECK_HEALTH -> checkHealth(host);
            case SWITCH_BACK -> switchBack(host);
            case PROVE_BACK -> proveBack(host);
            case RETURN -> rotation.returnHost(host);
        }
    }

    private static String nameOf(HostMove move) {
        return move.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void switchForward(HostPlan host) throws WorkException, JournalException {
        if (!host.alreadyLive()) {
            work.refuseUnreadable(host);
            work.warm(host, host.to(), Direction.FORWARD);
        }
        var change = LinkChange.forward(host, token(host));
        recorder.record(
                new HostEvent.HostSwitching(time.now(), host.name(), change.from(), change.to(), change.token()));
        var began = time.elapsed();
        work.switchLink(host, change);
        recorder.record(new HostEvent.HostSwitched(time.now(), host.name(), change.to(), since(began)));
    }

    private void prove(HostPlan host) throws WorkException, JournalException {
        recorder.record(
                new HostEvent.HostProving(time.now(), host.name(), host.to().value()));
        var evidence = work.prove(host, host.to(), Direction.FORWARD);
        recorder.record(
                new HostEvent.HostProved(time.now(), host.name(), host.to().value(), evidence));
    }

    private void checkHealth(HostPlan host) throws WorkException, JournalException {
        int checks = work.awaitHealth(host);
        recorder.record(new HostEvent.HostHealthy(
                time.now(), host.name(), checks, plan.playbook().probe().consecutive()));
    }

    private void switchBack(HostPlan host) throws WorkException, JournalException {
        host.previous().ifPresent(previous -> work.warm(host, previous, Direction.BACK));
        var change = LinkChange.back(host, token(host));
        recorder.record(
                new HostEvent.HostReverting(time.now(), host.name(), change.from(), change.to(), change.token()));
        if (host.from().isEmpty()) {
            throw WorkException.failed(Failures.nothingToGoBackTo(host));
        }
        var began = time.elapsed();
        work.switchLink(host, change);
        recorder.record(new HostEvent.HostRestored(time.now(), host.name(), change.to(), since(began)));
    }

    private void proveBack(HostPlan host) throws WorkException, JournalException {
        var previous = host.previous().map(ReleaseId::value).orElse(host.from());
        if (host.previous().isPresent()) {
            recorder.record(new HostEvent.HostProving(time.now(), host.name(), previous));
            var evidence = work.prove(host, host.previous().get(), Direction.BACK);
            recorder.record(new HostEvent.HostProved(time.now(), host.name(), previous, evidence));
        }
        recorder.record(new HostEvent.HostReverted(time.now(), host.name(), previous));
    }

    private void afterFailure(HostPlan host, HostMove move, WorkException e)
            throws JournalException, InterruptedException {
        if (e.effect() == Effect.LINK_MOVED) {
            record(diverged(host, e.found(), e.failure()));
            return;
        }
        // A failed check gives no information about the switch before it, however certain the failure is.
        var unknown = e.effect() == Effect.UNKNOWN || move == HostMove.INSPECT;
        if (unknown && isInDoubt(host)) {
            afterLostContact(host, e.failure());
            return;
        }
        record(new HostEvent.HostFailed(time.now(), host.name(), e.failure()));
        evidence.after(host, e);
    }

    /** The answer to a switch was lost. Only the host has the result: it is queried until it answers or the attempts are used up. */
    private void afterLostContact(HostPlan host, Failure lost) throws JournalException, InterruptedException {
        var fencedOff = false;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                if (!fencedOff) {
                    fenceOff(host);
                    fencedOff = true;
                }
                settleLost(host, work.readLink(host), lost);
                return;
            } catch (WorkException | RuntimeException e) {
                time.pause(attempt == ATTEMPTS ? Duration.ZERO : BETWEEN_ATTEMPTS);
            }
        }
        record(new HostEvent.HostUnknown(time.now(), host.name(), lost));
    }

    /** A command that was sent may still be on its way, and must not take effect after the check. A host that refuses us refuses that command too. */
    private void fenceOff(HostPlan host) throws WorkException, JournalException {
        try {
            long token = work.changeToken(host, token(host));
            record(new HostEvent.HostLocked(time.now(), host.name(), token));
        } catch (WorkException e) {
            if (e.failure().kind() != Failure.Kind.FENCED) {
                throw e;
            }
        }
    }

    private void settleLost(HostPlan host, String link, Failure lost) throws JournalException {
        if (link.equals(isGoingBack(host) ? host.to().link() : host.from())
                && !host.from().equals(host.to().link())) {
            record(new HostEvent.HostFailed(time.now(), host.name(), lost));
        } else {
            settle(host, link);
        }
    }

    /** If both links are the same, the switch counts as done. */
    private void settle(HostPlan host, String link) throws JournalException {
        var before = link.equals(host.from());
        var after = link.equals(host.to().link());
        if (!before && !after) {
            record(diverged(host, link, Failures.diverged(host, link)));
            return;
        }
        var position = before && (isGoingBack(host) || !after) ? Position.BEFORE : Position.AFTER;
        record(new HostEvent.HostObserved(time.now(), host.name(), link, position));
    }

    private RolloutEvent diverged(HostPlan host, String found, Failure failure) {
        var expected = isGoingBack(host) ? host.to().link() : host.from();
        return new HostEvent.HostDiverged(time.now(), host.name(), expected, found, failure);
    }

    private void record(RolloutEvent event) throws JournalException {
        recorder.record(event);
    }

    private HostPhase phase(HostPlan host) {
        return recorder.state().host(host.name()).phase();
    }

    private boolean isInDoubt(HostPlan host) {
        return phase(host) == HostPhase.SWITCHING || isGoingBack(host);
    }

    private boolean isGoingBack(HostPlan host) {
        return phase(host) == HostPhase.REVERTING;
    }

    private long token(HostPlan host) {
        HostRollout rollout = recorder.state().host(host.name());
        return rollout.token().orElseThrow(() -> new IllegalStateException(host.name() + " has no lease"));
    }

    private Duration since(Duration began) {
        return time.elapsed().minus(began);
    }
}
