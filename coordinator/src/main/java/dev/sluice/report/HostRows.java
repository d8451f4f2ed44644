package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent.BatchStarted;
import dev.sluice.rollout.FleetEvent.RolloutFinished;
import dev.sluice.rollout.FleetEvent.SoakStarted;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostEvent.HostHealthy;
import dev.sluice.rollout.HostEvent.HostReverted;
import dev.sluice.rollout.HostEvent.HostStaged;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For a terminal and a fleet whose hosts fit on it: one line per host, which grows while work on the host runs, and then stays. */
final class HostRows implements ConsoleView {
    private final HostLines hostLines;
    private final FleetLines fleetLines;
    private final Progress progress;
    private final FleetBlock block;
    private final HostColumn hosts;
    private final Map<HostName, Row> rows = new LinkedHashMap<>();
    private boolean stagingShown;

    private record Row(String column, List<String> parts) {}

    HostRows(RolloutPlan plan, Palette palette) {
        this.hostLines = new HostLines(plan, palette, Detail.NORMAL);
        this.fleetLines = new FleetLines(plan.id(), palette);
        this.progress = new Progress(plan);
        this.block = new FleetBlock(progress);
        this.hosts = HostColumn.of(plan);
    }

    @Override
    public List<String> on(RolloutEvent event, RolloutState state) {
        progress.on(event);
        if (event instanceof HostEvent host) {
            return onHost(host, Columns.of(host, state));
        }
        if (event instanceof BatchStarted || event instanceof SoakStarted) {
            return List.of();
        }
        var lines = new ArrayList<>(event instanceof RolloutFinished ? rest() : List.of());
        fleetLines.of(event).ifPresent(lines::add);
        return lines;
    }

    private List<String> onHost(HostEvent event, String column) {
        if (event instanceof HostStaged) {
            return staged(event.at());
        }
        var lines = new ArrayList<String>();
        if (event instanceof HostEvent.HostEvidence seen) {
            hostLines.of(seen).forEach(text -> lines.add(Words.line(column, hosts.pad(seen.host()) + "  " + text)));
            return lines;
        }
        hostLines.of(event).ifPresent(text -> {
            var row = row(event.host(), column, lines);
            row.parts().add(text);
            if (ends(event, column)) {
                lines.add(print(event.host(), row));
                rows.remove(event.host());
            }
        });
        if (column.equals("stage") && HostLines.isBad(event)) {
            lines.addAll(staged(event.at()));
        }
        return lines;
    }

    /** The host's row in a column; a row in another column is finished. */
    private Row row(HostName host, String column, List<String> lines) {
        var row = rows.get(host);
        if (row != null && !row.column().equals(column)) {
            lines.add(print(host, row));
            rows.remove(host);
        }
        return rows.computeIfAbsent(host, name -> new Row(column, new ArrayList<>()));
    }

    private static boolean ends(HostEvent event, String column) {
        return column.equals("stage")
                || event instanceof HostHealthy
                || event instanceof HostReverted
                || HostLines.isBad(event);
    }

    private List<String> staged(Instant at) {
        if (stagingShown || progress.throughStaging() < progress.hosts()) {
            return List.of();
        }
        stagingShown = true;
        var done = progress.staged();
        var text = done + "/" + Words.hosts(progress.hosts()) + "  " + Gauge.of(done, progress.hosts()) + "  "
                + HumanUnits.of(progress.staging(at));
        return List.of(Words.line("stage", text));
    }

    private String print(HostName host, Row row) {
        return Words.line(row.column(), hosts.pad(host) + "  " + String.join(" · ", row.parts()));
    }

    @Override
    public void uploading(HostName host, long sent, long total) {
        progress.uploading(host, sent, total);
    }

    @Override
    public List<String> block(Instant now) {
        var lines = new ArrayList<String>();
        rows.forEach((host, row) -> lines.add(print(host, row)));
        lines.addAll(block.lines(now));
        return lines;
    }

    @Override
    public String waiting(Instant now) {
        return progress.waiting(now);
    }

    @Override
    public List<String> rest() {
        var lines = new ArrayList<String>();
        rows.forEach((host, row) -> lines.add(print(host, row)));
        rows.clear();
        return lines;
    }
}
