package dev.sluice.engine;

import dev.sluice.engine.Requests.Request;
import dev.sluice.engine.Requests.Waiting;
import dev.sluice.host.Timekeeper;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls for requests and signals while a rollout runs, and hands them to the owner of its state. A request is removed when its event is synced. */
final class RequestWatcher implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(RequestWatcher.class);

    private final Inbox inbox;
    private final Recorder recorder;
    private final Timekeeper time;
    private boolean interrupted;
    private final Threads.Ticker ticker;

    RequestWatcher(Inbox inbox, Recorder recorder, Timekeeper time, Threads threads) {
        this.inbox = inbox;
        this.recorder = recorder;
        this.time = time;
        this.ticker = threads.ticker("sluice-requests");
    }

    void start() throws JournalException {
        inbox.clear();
        ticker.every(EVERY, this::poll);
    }

    /** Polls once. An exception that left this method would end all polling without a message. */
    void poll() {
        try {
            handleSignal();
            var heard = inbox.waiting();
            heard.problems().forEach(LOG::warn);
            for (var request : heard.requests()) {
                handle(request);
            }
        } catch (JournalException | RuntimeException e) {
            LOG.warn("requests to this rollout could not be read; retrying", e);
        }
    }

    private void handleSignal() throws JournalException {
        var signal = inbox.signal();
        if (signal.isPresent() && !interrupted) {
            recorder.record(new FleetEvent.Interrupted(time.now(), signal.get()));
            interrupted = true;
        }
    }

    private void handle(Waiting waiting) throws JournalException {
        var event = event(waiting.request(), recorder.state());
        if (event.isPresent()) {
            recorder.record(event.get());
        }
        inbox.done(waiting);
    }

    /** The event for a request; empty if the request no longer applies. The requester reads the record, and reports that. */
    private Optional<RolloutEvent> event(Request request, RolloutState state) {
        if (request instanceof Request.Abort abort) {
            return state.phase().terminal()
                    ? Optional.empty()
                    : Optional.of(new FleetEvent.Aborted(time.now(), abort.by(), abort.demand()));
        }
        if (request instanceof Request.Promote promote) {
            var meant = promote.batch().orElse(state.batch()) == state.batch();
            var late = state.deadline()
                    .filter(deadline -> deadline.isOver(time.now()))
                    .isPresent();
            return state.phase() == RolloutPhase.HELD && meant && !late
                    ? Optional.of(new FleetEvent.Promoted(time.now(), state.batch(), promote.by()))
                    : Optional.empty();
        }
        return state.phase() == RolloutPhase.RUNNING
                ? Optional.of(new FleetEvent.Paused(time.now(), request.by()))
                : Optional.empty();
    }

    @Override
    public void close() {
        ticker.close();
    }
}
