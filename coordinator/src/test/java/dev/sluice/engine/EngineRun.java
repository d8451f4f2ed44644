package dev.sluice.engine;

import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A rollout by the real engine on {@link FakeHosts}. */
final class EngineRun {
    final RolloutPlan plan;
    final FakeHosts hosts;
    final VirtualTime time = new VirtualTime();
    final List<RolloutEvent> events = new ArrayList<>();
    final MemoryRequests requests = new MemoryRequests();
    final Interruption interruption = new Interruption();
    final MemoryCopies copies = new MemoryCopies();
    RolloutListener listener = (seq, event, state) -> {};
    FailPoint failPoint = (place, type, host) -> {};

    EngineRun(PlanDraft draft) {
        this.plan = draft.plan();
        this.hosts = new FakeHosts(plan);
    }

    RolloutState run() throws JournalException, InterruptedException {
        return run(new MemoryJournal(events, Integer.MAX_VALUE));
    }

    RolloutState run(Journal journal) throws JournalException, InterruptedException {
        return run(journal, List.of(new FleetEvent.RolloutStarted(PlanDraft.AT, "d".repeat(64), "anna")));
    }

    RolloutState run(Journal journal, List<RolloutEvent> first) throws JournalException, InterruptedException {
        hosts.watchedBy(journal);
        var stoppable = new StoppableJournal(journal, failPoint);
        return new RolloutEngine(plan, stoppable, new StoppableWork(hosts, failPoint), listener, time)
                .run(
                        first,
                        new Inbox(requests, Path.of("nowhere"), interruption),
                        state -> CompletableFuture.completedFuture(null));
    }

    ControlChannels outside() {
        return new ControlChannels(requests, copies, interruption);
    }

    Outcome outcome() throws JournalException, InterruptedException {
        var outcome = run().outcome().orElseThrow();
        hosts.assertQuietAndAnnounced();
        return outcome;
    }

    /** The names of the events about a host, in order, without their {@code Host}. */
    List<String> story(int host) {
        return events.stream()
                .filter(event ->
                        event instanceof HostEvent about && about.host().equals(PlanDraft.web(host)))
                .map(event -> event.getClass().getSimpleName().substring("Host".length()))
                .toList();
    }

    <E extends RolloutEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<String> links() {
        return plan.hosts().stream().map(host -> hosts.link(host.name())).toList();
    }
}
