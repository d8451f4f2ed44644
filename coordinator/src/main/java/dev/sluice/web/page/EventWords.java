package dev.sluice.web.page;

import dev.sluice.document.HumanUnits;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.TaskEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What happened, a few words an event; events that people need not see have none. Pure. */
final class EventWords {
    private final Map<Class<? extends RolloutEvent>, Function<RolloutEvent, String>> words = new LinkedHashMap<>();

    EventWords() {
        rollout();
        gates();
        hosts();
        failures();
        tasks();
    }

    private <E extends RolloutEvent> void put(Class<E> type, Function<E, String> text) {
        words.put(type, event -> text.apply(type.cast(event)));
    }

    private void rollout() {
        put(FleetEvent.RolloutStarted.class, event -> "started by " + event.actor());
        put(FleetEvent.RolloutResumed.class, event -> "continued by " + event.actor());
        put(FleetEvent.Paused.class, event -> "paused by " + event.by());
        put(FleetEvent.Interrupted.class, event -> "interrupted by " + event.signal());
        put(FleetEvent.WindowClosed.class, event -> "the window closed: " + event.reason());
        put(
                FleetEvent.WindowOverridden.class,
                event -> "the window is overridden by " + event.by() + ": " + event.reason());
        put(FleetEvent.Frozen.class, event -> "frozen: " + event.message());
        put(FleetEvent.ProgressMissed.class, event -> "no host made progress for " + HumanUnits.of(event.deadline()));
        put(FleetEvent.Aborted.class, event -> "ended by " + event.by());
        put(FleetEvent.RolloutFinished.class, event -> "ended: " + PastRollout.word(event.outcome()));
    }

    private void gates() {
        put(
                FleetEvent.BatchStarted.class,
                event -> "batch " + event.batch() + " started: "
                        + Words.hosts(event.hosts().size()));
        put(
                FleetEvent.SoakStarted.class,
                event -> "batch " + event.batch() + " soaks for "
                        + HumanUnits.of(Duration.between(event.at(), event.until())));
        put(FleetEvent.GateOpened.class, event -> "batch " + event.batch() + " is good");
        put(FleetEvent.GateRefused.class, event -> "batch " + event.batch() + " refused: " + event.reason());
        put(FleetEvent.Held.class, event -> "batch " + event.batch() + " is held for promotion");
        put(FleetEvent.HoldExpired.class, event -> "batch " + event.batch() + " was not promoted in time");
        put(FleetEvent.Promoted.class, event -> "batch " + event.batch() + " promoted by " + event.by());
    }

    private void hosts() {
        put(HostEvent.HostStaged.class, EventWords::staged);
        put(HostEvent.HostSwitched.class, event -> "switched in " + HumanUnits.of(event.took()));
        put(HostEvent.HostProved.class, event -> proved(event.evidence()));
        put(HostEvent.HostHealthy.class, event -> event.checks() == 0 ? "no health check applies" : "healthy");
        put(HostEvent.HostRestored.class, event -> "link reverted in " + HumanUnits.of(event.took()));
        put(HostEvent.HostReverted.class, event -> "serves " + event.release() + " again");
        put(HostEvent.HostDrained.class, event -> "out of rotation");
        put(HostEvent.HostReturned.class, event -> "back in rotation");
        put(HostEvent.HostNoted.class, HostEvent.HostNoted::note);
    }

    private static String staged(HostEvent.HostStaged event) {
        return event.bytes() == 0
                ? "already staged"
                : "staged " + HumanUnits.bytes(event.bytes()) + " in " + HumanUnits.of(event.took());
    }

    private static String proved(Evidence evidence) {
        return evidence.workersProved() == 0
                ? evidence.method() + " done; the health checks are the proof"
                : "proved by " + Words.count(evidence.workersProved(), "worker") + " in "
                        + HumanUnits.of(evidence.took());
    }

    private void failures() {
        put(HostEvent.HostFailed.class, event -> "failed: " + event.failure().summary());
        put(HostEvent.HostUnknown.class, event -> "in doubt: " + event.failure().summary());
        put(HostEvent.HostDiverged.class, event -> "changed: " + event.failure().summary());
        put(HostEvent.HostLeftOut.class, event -> "left out: " + event.failure().summary());
    }

    private void tasks() {
        put(
                HostEvent.HostTaskEnded.class,
                event -> "task " + event.task() + " ended with " + event.exit() + " in " + HumanUnits.of(event.took()));
        put(
                HostEvent.HostTaskUnknown.class,
                event ->
                        "task " + event.task() + " in doubt: " + event.failure().summary());
        put(TaskEvent.TaskStarted.class, event -> "task " + event.task() + " started");
        put(
                TaskEvent.TaskEnded.class,
                event -> "task " + event.task() + " ended with " + event.exit() + " in " + HumanUnits.of(event.took()));
        put(
                TaskEvent.TaskFailed.class,
                event -> "task " + event.task() + " failed: " + event.failure().summary());
        put(
                TaskEvent.TaskUnknown.class,
                event ->
                        "task " + event.task() + " in doubt: " + event.failure().summary());
        put(TaskEvent.TaskJudged.class, event -> "task " + event.task() + " decided by " + event.by());
    }

    /** One harmless line; empty for what is only for the record. */
    Optional<String> of(RolloutEvent event) {
        return Optional.ofNullable(words.get(event.getClass()))
                .map(text -> text.apply(event))
                .map(Words::harmless);
    }

    /** The host that it happened to; empty for the whole rollout. */
    static String host(RolloutEvent event) {
        return event instanceof HostEvent host ? host.host().value() : "";
    }
}
