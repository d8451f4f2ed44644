package dev.sluice.report;

import dev.sluice.engine.RolloutListener;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.FleetEvent.Aborted;
import dev.sluice.rollout.FleetEvent.BatchStarted;
import dev.sluice.rollout.FleetEvent.GateOpened;
import dev.sluice.rollout.FleetEvent.GateRefused;
import dev.sluice.rollout.FleetEvent.Held;
import dev.sluice.rollout.FleetEvent.ProgressMissed;
import dev.sluice.rollout.FleetEvent.RolloutResumed;
import dev.sluice.rollout.FleetEvent.RolloutStarted;
import dev.sluice.rollout.FleetEvent.SoakStarted;
import dev.sluice.rollout.FleetEvent.WindowClosed;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A line an event, with a column for the phase and one for the host: for people at a terminal and for the logs of pipelines. Above
 * twenty hosts it counts instead, and tells every tenth part of the way: then only what goes wrong names its host, the first ten times.
 */
public final class Console implements RolloutListener {
    private static final int NAMED_HOSTS = 20;
    private static final int NAMED_FAILURES = 10;
    private static final Set<HostPhase> GOING_BACK =
            EnumSet.of(HostPhase.REVERTING, HostPhase.RESTORED, HostPhase.REVERTED, HostPhase.STUCK);

    private final RolloutPlan plan;
    private final PrintWriter out;
    private final Palette palette;
    private final HostLines lines;
    private final int hostWidth;
    private final Map<String, Integer> counted = new TreeMap<>();

    /** @param out flushed after each line, never closed */
    public Console(RolloutPlan plan, PrintWriter out, Palette palette) {
        this.plan = plan;
        this.out = out;
        this.palette = palette;
        this.lines = new HostLines(palette);
        this.hostWidth = plan.hosts().stream()
                .mapToInt(host -> host.name().value().length())
                .max()
                .orElse(0);
    }

    @Override
    public void on(long seq, RolloutEvent event, RolloutState state) {
        if (event instanceof HostEvent host) {
            onHost(host, state);
        } else if (event instanceof FleetEvent fleet) {
            text(fleet).ifPresent(line -> print(column(fleet), line));
        }
    }

    private void onHost(HostEvent event, RolloutState state) {
        var phase = phase(event, state);
        lines.of(event).ifPresent(line -> {
            var what = event.getClass().getSimpleName().replaceFirst("Host", "").toLowerCase(Locale.ROOT);
            int so = counted.merge(phase + " " + what, 1, Integer::sum);
            if (plan.hosts().size() <= NAMED_HOSTS || (wrong(event) && so <= NAMED_FAILURES)) {
                print(phase, pad(event.host().value()) + "  " + line);
            } else if (so % Math.max(1, plan.hosts().size() / 10) == 0) {
                print(phase, Words.hosts(so) + " " + what);
            }
        });
    }

    private static boolean wrong(HostEvent event) {
        return event instanceof HostEvent.HostFailed
                || event instanceof HostEvent.HostUnknown
                || event instanceof HostEvent.HostDiverged;
    }

    private static String phase(HostEvent event, RolloutState state) {
        if (GOING_BACK.contains(state.host(event.host()).phase())) {
            return "revert";
        }
        return state.batch() == 0 ? "stage" : "batch " + state.batch();
    }

    private String column(FleetEvent event) {
        return event.aboutBatch()
                .map(batch -> (event instanceof BatchStarted ? "batch " : "gate ") + batch)
                .orElse("rollout");
    }

    private Optional<String> text(FleetEvent event) {
        if (event instanceof RolloutStarted || event instanceof RolloutResumed) {
            return Optional.of(plan.id() + (event instanceof RolloutStarted ? " started" : " taken over"));
        }
        if (event instanceof BatchStarted started) {
            return Optional.of(Words.hosts(started.hosts().size()));
        }
        if (event instanceof SoakStarted soak) {
            return Optional.of("soak " + Times.of(Duration.between(soak.at(), soak.until())));
        }
        if (event instanceof GateOpened) {
            return Optional.of(palette.good("open"));
        }
        if (event instanceof GateRefused refused) {
            return Optional.of(palette.bad("refused: ") + Words.harmless(refused.reason()));
        }
        if (event instanceof Held) {
            return Optional.of("held for promotion");
        }
        if (event instanceof WindowClosed closed) {
            return Optional.of(palette.bad("the window is closed: ") + Words.harmless(closed.reason()));
        }
        if (event instanceof ProgressMissed missed) {
            return Optional.of(palette.bad("no host got further for ") + Times.of(missed.deadline()));
        }
        return event instanceof Aborted aborted
                ? Optional.of("ended by " + Words.harmless(aborted.by()))
                : Optional.empty();
    }

    private String pad(String host) {
        return host + " ".repeat(Math.max(0, hostWidth - host.length()));
    }

    private void print(String column, String line) {
        out.printf("  %-8s %s%n", column, line);
        out.flush();
    }
}
