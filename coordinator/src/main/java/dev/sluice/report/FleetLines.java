package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import dev.sluice.plan.RolloutId;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.FleetEvent.Aborted;
import dev.sluice.rollout.FleetEvent.BatchStarted;
import dev.sluice.rollout.FleetEvent.Frozen;
import dev.sluice.rollout.FleetEvent.GateOpened;
import dev.sluice.rollout.FleetEvent.GateRefused;
import dev.sluice.rollout.FleetEvent.Held;
import dev.sluice.rollout.FleetEvent.HoldExpired;
import dev.sluice.rollout.FleetEvent.Interrupted;
import dev.sluice.rollout.FleetEvent.Paused;
import dev.sluice.rollout.FleetEvent.Promoted;
import dev.sluice.rollout.FleetEvent.RolloutResumed;
import dev.sluice.rollout.FleetEvent.RolloutStarted;
import dev.sluice.rollout.FleetEvent.SoakStarted;
import dev.sluice.rollout.FleetEvent.WindowClosed;
import dev.sluice.rollout.FleetEvent.WindowOverridden;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.TaskEvent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The text of the console for an event of the whole rollout. */
final class FleetLines {
    private final Map<Class<? extends FleetEvent>, Function<FleetEvent, String>> lines = new LinkedHashMap<>();

    private final Palette palette;

    FleetLines(RolloutId id, Palette palette) {
        this.palette = palette;
        line(RolloutStarted.class, event -> id + " started");
        line(RolloutResumed.class, event -> id + " taken over by " + Words.harmless(event.actor()));
        line(BatchStarted.class, event -> Words.hosts(event.hosts().size()));
        line(SoakStarted.class, event -> "soak " + HumanUnits.of(Duration.between(event.at(), event.until())));
        line(GateOpened.class, event -> palette.good("open"));
        line(
                GateRefused.class,
                event -> palette.bad("FAILED: ") + Words.harmless(event.reason()) + "; no further batch starts");
        line(Held.class, event -> "held for promotion: sluice promote " + id + until(event));
        line(
                HoldExpired.class,
                event -> palette.bad("not promoted before " + event.deadline()) + ": " + words(event.then()));
        line(Promoted.class, event -> "promoted by " + Words.harmless(event.by()));
        line(Paused.class, event -> "paused by " + Words.harmless(event.by()) + ": sluice resume " + id);
        line(Interrupted.class, event -> "interrupted by " + Words.harmless(event.signal()) + ": sluice resume " + id);
        line(
                WindowClosed.class,
                event -> palette.bad("the window closed: ")
                        + Words.harmless(event.reason())
                        + (event.closing() == Closing.REVERT_ALL
                                ? "; every host is reverted"
                                : "; sluice resume " + id));
        line(
                WindowOverridden.class,
                event -> "the window is overridden by " + Words.harmless(event.by()) + ": "
                        + Words.harmless(event.reason()));
        line(
                Frozen.class,
                event -> palette.bad("frozen: ") + Words.harmless(event.message()) + "; sluice resume " + id
                        + " continues after it");
        line(Aborted.class, event -> "ended by " + Words.harmless(event.by()));
    }

    private static String until(Held event) {
        return event.deadline()
                .map(deadline -> " until " + deadline.at() + ", then " + words(deadline.then()))
                .orElse("");
    }

    private static String words(Then then) {
        return switch (then) {
            case REVERT -> "every host is reverted";
            case PROMOTE -> "the rollout continues";
            case WAIT -> "the rollout waits until a person ends it";
        };
    }

    private <E extends FleetEvent> void line(Class<E> type, Function<E, String> text) {
        lines.put(type, event -> text.apply(type.cast(event)));
    }

    /** A whole line with its column; empty if the event concerns a host, or is only for the record. */
    Optional<String> of(RolloutEvent any) {
        if (any instanceof TaskEvent task) {
            return Optional.of(TaskText.of(task, palette));
        }
        if (!(any instanceof FleetEvent event)) {
            return Optional.empty();
        }
        return Optional.ofNullable(lines.get(event.getClass()))
                .map(line -> Words.line(column(event), line.apply(event)));
    }

    private static String column(FleetEvent event) {
        return event.aboutBatch()
                .map(batch -> (event instanceof BatchStarted ? "batch " : "gate ") + batch)
                .orElse("rollout");
    }
}
