package dev.sluice.web.page;

import dev.sluice.inventory.HostName;
import dev.sluice.operation.FleetStatus.HostView;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.HostRollout;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The hosts of a fleet, odd ones first; pure. */
final class HostRows {
    private final SiteFacts facts;
    private final Optional<ReleaseId> most;
    private final Map<HostName, DisabledHost> disabled;
    private final Map<HostName, HostView> views;

    HostRows(SiteFacts facts) {
        this.facts = facts;
        this.most = new FleetSentence(facts).mostServed();
        this.disabled = facts.recorded().restrictions().disabledAt(facts.now()).stream()
                .collect(Collectors.toMap(DisabledHost::host, out -> out, (one, later) -> later));
        this.views = facts.live().map(answer -> HostView.byHost(answer.hosts())).orElse(Map.of());
    }

    List<HostRow> all() {
        return facts.site().hosts().stream()
                .map(this::row)
                .sorted(Comparator.comparing(HostRow::tone)
                        .reversed()
                        .thenComparing(row -> row.drift().isEmpty())
                        .thenComparing(HostRow::name))
                .toList();
    }

    private HostRow row(HostName host) {
        var trace = Optional.ofNullable(facts.recorded().traces().get(host));
        var drift = drift(host, trace);
        var lock = lock(host);
        var tone = tone(host, trace, drift);
        var live = live(host, trace);
        return new HostRow(
                host.value(),
                tone == Tone.FINE && !lock.isEmpty() ? Tone.BUSY : tone,
                word(host, trace, tone),
                live.map(Words::release).orElse("not known"),
                live.map(ReleaseId::value).orElse(""),
                served(host, trace),
                Words.harmless(drift),
                Words.harmless(lock));
    }

    private String word(HostName host, Optional<HostTrace> trace, Tone tone) {
        if (disabled.containsKey(host)) {
            return "disabled";
        }
        var open = open(host);
        if (open.isPresent()) {
            return Words.word(open.get().phase());
        }
        if (tone == Tone.NOTE && trace.flatMap(HostTrace::missed).isPresent()) {
            return "left out";
        }
        return switch (tone) {
            case FINE -> "as expected";
            case NEEDED -> "needs you";
            case BUSY, NOTE, QUIET -> "differs";
        };
    }

    private Optional<ReleaseId> live(HostName host, Optional<HostTrace> trace) {
        return view(host).flatMap(HostView::link).flatMap(ReleaseId::ofLink).or(() -> trace.flatMap(HostTrace::live));
    }

    private Optional<HostView> view(HostName host) {
        return Optional.ofNullable(views.get(host));
    }

    private String served(HostName host, Optional<HostTrace> trace) {
        var answered = view(host).flatMap(HostView::knownServed);
        if (answered.isPresent()) {
            var at = facts.live().map(LiveAnswer::at).orElse(facts.now());
            return "answered " + facts.moments().near(at);
        }
        return trace.flatMap(HostTrace::proof)
                .map(proof -> "proved " + facts.moments().near(proof.at())
                        + (proof.workers() == 0 ? "" : ", " + Words.count(proof.workers(), "worker")))
                .orElse("not proved");
    }

    private String drift(HostName host, Optional<HostTrace> trace) {
        var out = Optional.ofNullable(disabled.get(host)).map(DisabledHost::words);
        return out.or(() -> view(host).map(HostView::difference).filter(words -> !words.isEmpty()))
                .or(() -> trace.flatMap(HostTrace::missed)
                        .map(missed -> "left out since " + facts.moments().near(missed.since()) + ": " + missed.why()))
                .or(() -> trace.flatMap(this::phase))
                .or(() -> isInOpen(host) ? Optional.empty() : another(trace))
                .orElse("");
    }

    /** What the newest rollout left it as. */
    private Optional<String> phase(HostTrace trace) {
        var why = trace.trouble().map(text -> ": " + text).orElse("");
        return trace.phase().flatMap(phase -> switch (phase) {
            case DIVERGED -> Optional.of("changed by something other than Sluice" + why);
            case STUCK -> Optional.of("could not be reverted" + why);
            case UNKNOWN -> Optional.of("contact was lost in its switch" + why);
            case FAILED -> Optional.of("failed before its switch" + why);
            case SWITCHING, REVERTING -> Optional.of("in its critical section");
            case RESTORED -> Optional.of("reverted, and not proved");
            case PLANNED, STAGED, SWITCHED, PROVED, HEALTHY, REVERTED, LEFT_OUT -> Optional.empty();
        });
    }

    private Optional<String> another(Optional<HostTrace> trace) {
        var live = trace.flatMap(HostTrace::live);
        if (live.isEmpty()) {
            return Optional.of("no release is recorded");
        }
        return live.equals(most) ? Optional.empty() : Optional.of("another release than most");
    }

    private boolean isInOpen(HostName host) {
        return open(host).isPresent();
    }

    private Optional<HostRollout> open(HostName host) {
        return facts.open()
                .flatMap(seen -> Optional.ofNullable(seen.state().hosts().get(host)));
    }

    private String lock(HostName host) {
        return open(host)
                .filter(now -> now.token().isPresent())
                .flatMap(now -> facts.open())
                .map(seen -> seen.id().toString())
                .orElse("");
    }

    private Tone tone(HostName host, Optional<HostTrace> trace, String drift) {
        var needed =
                trace.flatMap(HostTrace::phase).filter(HostPhase::needsPerson).isPresent()
                        || view(host).filter(HostView::differs).isPresent();
        if (needed && !disabled.containsKey(host)) {
            return Tone.NEEDED;
        }
        return drift.isEmpty() ? Tone.FINE : isInOpen(host) ? Tone.BUSY : Tone.NOTE;
    }
}
