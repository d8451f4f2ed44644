package dev.sluice.report;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Prints one line per event, with a column for the phase and one for the host: for logs, and for fleets whose hosts fit on a page. */
final class EventPerLineView implements ConsoleView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final HostLines hostLines;
    private final FleetLines fleetLines;
    private final Progress progress;
    private final HostColumn hosts;
    private final Detail detail;

    EventPerLineView(RolloutPlan plan, Palette palette, Detail detail) {
        this.hostLines = new HostLines(plan, palette, detail);
        this.fleetLines = new FleetLines(plan.id(), palette);
        this.progress = new Progress(plan);
        this.hosts = HostColumn.of(plan);
        this.detail = detail;
    }

    @Override
    public List<String> on(RolloutEvent event, RolloutState state) {
        progress.on(event);
        if (event instanceof HostEvent.HostEvidence seen) {
            return hostLines.of(seen).stream()
                    .map(text ->
                            time(event) + Words.line(Columns.of(seen, state), hosts.pad(seen.host()) + "  " + text))
                    .toList();
        }
        var line = event instanceof HostEvent host
                ? hostLines
                        .of(host)
                        .map(text -> Words.line(Columns.of(host, state), hosts.pad(host.host()) + "  " + text))
                : fleetLines.of(event);
        return line.map(text -> time(event) + text).stream().toList();
    }

    private String time(RolloutEvent event) {
        return detail == Detail.EVERYTHING ? TIME.format(event.at()) : "";
    }

    @Override
    public void uploading(HostName host, long sent, long total) {
        progress.uploading(host, sent, total);
    }

    @Override
    public List<String> block(Instant now) {
        return List.of();
    }

    @Override
    public String waiting(Instant now) {
        return progress.waiting(now);
    }

    @Override
    public List<String> rest() {
        return List.of();
    }
}
