package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Evidence;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostEvent.HostDiverged;
import dev.sluice.rollout.HostEvent.HostDrained;
import dev.sluice.rollout.HostEvent.HostEvidence;
import dev.sluice.rollout.HostEvent.HostFailed;
import dev.sluice.rollout.HostEvent.HostHealthy;
import dev.sluice.rollout.HostEvent.HostLeftOut;
import dev.sluice.rollout.HostEvent.HostNoted;
import dev.sluice.rollout.HostEvent.HostObserved;
import dev.sluice.rollout.HostEvent.HostProved;
import dev.sluice.rollout.HostEvent.HostRestored;
import dev.sluice.rollout.HostEvent.HostReturned;
import dev.sluice.rollout.HostEvent.HostReverted;
import dev.sluice.rollout.HostEvent.HostStaged;
import dev.sluice.rollout.HostEvent.HostSwitched;
import dev.sluice.rollout.HostEvent.HostTaskEnded;
import dev.sluice.rollout.HostEvent.HostTaskUnknown;
import dev.sluice.rollout.HostEvent.HostUnknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The text of the console for an event of one host. */
final class HostLines {
    /** The last lines of one source that the console shows; {@code sluice explain} shows more. */
    private static final int EVIDENCE_LINES = 3;

    private static final int MOST_EVIDENCE = 12;

    private final RolloutPlan plan;
    private final Palette palette;
    private final Detail detail;
    private final Map<Class<? extends HostEvent>, Function<HostEvent, String>> lines = new LinkedHashMap<>();

    HostLines(RolloutPlan plan, Palette palette, Detail detail) {
        this.plan = plan;
        this.palette = palette;
        this.detail = detail;
        if (plan.purpose() != Purpose.REFRESH) { // which switches to what is live
            line(HostStaged.class, this::staged);
            line(HostSwitched.class, event -> "switched " + HumanUnits.of(event.took()));
        }
        line(HostProved.class, event -> proved(event.evidence()));
        line(HostHealthy.class, HostLines::healthy);
        line(
                HostFailed.class,
                event -> palette.bad("✗ " + Words.harmless(event.failure().summary())));
        line(HostRestored.class, event -> "reverted to " + release(event.link()) + " " + HumanUnits.of(event.took()));
        line(HostReverted.class, event -> "serves " + release(event.release()) + " again");
        line(
                HostUnknown.class,
                event -> palette.bad("? " + Words.harmless(event.failure().summary())));
        line(
                HostDiverged.class,
                event -> palette.bad("✗ " + Words.harmless(event.failure().summary())));
        line(HostObserved.class, event -> "found on " + release(event.link()));
        line(
                HostLeftOut.class,
                event -> "left out: " + Words.harmless(event.failure().summary()));
        line(HostDrained.class, event -> "out of rotation");
        line(HostReturned.class, event -> "back in rotation");
        line(HostTaskEnded.class, event -> TaskText.ended(event.task(), event.exit(), event.took(), palette));
        line(HostTaskUnknown.class, event -> TaskText.unknown(event.task(), event.failure(), palette));
        line(HostNoted.class, event -> palette.quiet(Words.harmless(event.note())));
    }

    private <E extends HostEvent> void line(Class<E> type, Function<E, String> text) {
        lines.put(type, event -> text.apply(type.cast(event)));
    }

    /** The line; empty if the event is only for the record. */
    Optional<String> of(HostEvent event) {
        var line = lines.get(event.getClass());
        if (line != null && !isHidden(event)) {
            return Optional.of(line.apply(event));
        }
        return detail == Detail.EVERYTHING ? Optional.of(palette.quiet(named(event))) : Optional.empty();
    }

    /** Other tasks around a switch take no host out of a load balancer. */
    private boolean isHidden(HostEvent event) {
        return (event instanceof HostDrained || event instanceof HostReturned)
                && !plan.tasks().drains(event.host());
    }

    private static String healthy(HostHealthy event) {
        return event.checks() == 0
                ? "no health check applies"
                : "healthy " + event.consecutive() + "/" + event.consecutive();
    }

    private static String named(HostEvent event) {
        return event.getClass().getSimpleName().replaceFirst("^Host", "").toLowerCase(Locale.ROOT);
    }

    /** What was seen on a host that failed: the last lines of each source. */
    List<String> of(HostEvidence event) {
        var shown = new ArrayList<String>();
        for (var excerpt : event.excerpts()) {
            var from = excerpt.lines()
                    .subList(
                            Math.max(0, excerpt.lines().size() - EVIDENCE_LINES),
                            excerpt.lines().size());
            from.forEach(line -> shown.add(Words.harmless(excerpt.source()) + " | " + Words.harmless(line)));
            if (!excerpt.note().isEmpty()) {
                shown.add(Words.harmless(excerpt.source()) + " " + Words.harmless(excerpt.note()));
            }
        }
        return shown.stream().limit(MOST_EVIDENCE).map(palette::quiet).toList();
    }

    /** The failure; empty for an event without one. */
    static String failure(HostEvent event) {
        if (event instanceof HostFailed failed) {
            return failed.failure().summary();
        }
        if (event instanceof HostUnknown unknown) {
            return unknown.failure().summary();
        }
        return event instanceof HostDiverged diverged ? diverged.failure().summary() : "";
    }

    /** Such as {@code 8/8 workers}. */
    static String workers(Evidence evidence) {
        if (evidence.workersProved() == 0) {
            return "by health checks";
        }
        return evidence.workersProved() + (evidence.workersSeen() == 0 ? "" : "/" + evidence.workersSeen())
                + " workers";
    }

    /** Returns whether the event is a failure of the host. */
    static boolean isBad(HostEvent event) {
        return event instanceof HostFailed || event instanceof HostUnknown || event instanceof HostDiverged;
    }

    private String staged(HostStaged event) {
        return event.bytes() == 0
                ? "already staged"
                : "staged " + HumanUnits.bytes(event.bytes()) + " in " + HumanUnits.of(event.took());
    }

    private String proved(Evidence evidence) {
        if (evidence.workersProved() == 0) {
            return evidence.method() + " done; the health checks are the proof";
        }
        return palette.good("proved ") + workers(evidence) + " in " + HumanUnits.of(evidence.took())
                + fact(evidence, Evidence.PLANNED_RESTART, ", with ")
                + fact(evidence, Evidence.CHANGED, ", dropped as they were before: ")
                + fact(evidence, Evidence.ASKED, ", queried ");
    }

    private static String fact(Evidence evidence, String name, String before) {
        var text = evidence.facts().get(name);
        return text == null ? "" : before + Words.harmless(text);
    }

    private static String release(String link) {
        return Words.harmless(link.replaceFirst("^releases/", ""));
    }
}
