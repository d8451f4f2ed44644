package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.engine.Requests.Request;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutPhase;
import dev.sluice.rollout.RolloutState.Demand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestWatcherTest {
    private static final Path RECORD = Path.of("record");

    private final RolloutPlan plan = PlanDraft.of(3).plan();
    private final List<RolloutEvent> events = new ArrayList<>();
    private final MemoryRequests requests = new MemoryRequests();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Recorder recorder = new Recorder(
            plan, new MemoryJournal(events, Integer.MAX_VALUE), (seq, event, state) -> {}, new RealThreads());
    private final Interruption interruption = new Interruption();
    private final RequestWatcher watcher = new RequestWatcher(
            new Inbox(requests, RECORD, interruption), recorder, new VirtualTime(), new RealThreads());

    @AfterEach
    void end() {
        watcher.close();
        recorder.close();
        threads.shutdownNow();
    }

    private void ask(Request request) {
        requests.ask(RECORD, request);
    }

    private void look() throws Exception {
        recorder.serveUntil(CompletableFuture.runAsync(watcher::poll, threads));
    }

    @Test
    void a_request_goes_when_its_event_is_recorded() throws Exception {
        ask(new Request.Pause(PlanDraft.AT, "ben"));
        look();
        assertEquals(List.of(new FleetEvent.Paused(PlanDraft.AT, "ben")), events);
        assertEquals(RolloutPhase.PAUSED, recorder.state().phase());
        assertEquals(List.of(), requests.waiting(RECORD).requests());
    }

    @Test
    void a_signal_is_recorded_once_and_lets_nothing_more_begin() throws Exception {
        interruption.by("SIGTERM");
        look();
        interruption.by("SIGINT");
        look();
        assertEquals(List.of(new FleetEvent.Interrupted(PlanDraft.AT, "SIGTERM")), events);
        assertEquals(RolloutPhase.INTERRUPTED, recorder.state().phase());
    }

    @Test
    void a_request_that_could_not_be_recorded_waits_on() throws Exception {
        ask(new Request.Pause(PlanDraft.AT, "ben"));
        recorder.close();
        watcher.poll();
        assertEquals(1, requests.waiting(RECORD).requests().size());
    }

    @Test
    void requests_are_heard_in_their_order_and_one_by_one() throws Exception {
        ask(new Request.Pause(PlanDraft.AT, "ben"));
        ask(new Request.Pause(PlanDraft.AT, "carl"));
        ask(new Request.Abort(PlanDraft.AT, Demand.REVERT, "dora"));
        look();
        assertEquals(
                List.of(
                        new FleetEvent.Paused(PlanDraft.AT, "ben"),
                        new FleetEvent.Aborted(PlanDraft.AT, "dora", Demand.REVERT)),
                events,
                "the second pause came to nothing");
        assertEquals(List.of(), requests.waiting(RECORD).requests());
    }

    @Test
    void only_the_batch_that_is_held_is_promoted() throws Exception {
        ask(new Request.Promote(PlanDraft.AT, Optional.empty(), "ben"));
        look();
        assertEquals(List.of(), events, "nothing is held");
        recorder.write(new FleetEvent.BatchStarted(PlanDraft.AT, 1, List.of(PlanDraft.web(1))));
        recorder.write(new FleetEvent.Held(PlanDraft.AT, 1));
        ask(new Request.Promote(PlanDraft.AT, Optional.of(2), "ben"));
        ask(new Request.Promote(PlanDraft.AT, Optional.empty(), "carl"));
        look();
        assertEquals(new FleetEvent.Promoted(PlanDraft.AT, 1, "carl"), events.get(2));
    }

    @Test
    void nothing_that_cannot_be_heard_ends_the_listening() throws Exception {
        requests.fail();
        watcher.poll();
        ask(new Request.Pause(PlanDraft.AT, "ben"));
        look();
        assertEquals(1, events.size());
    }
}
