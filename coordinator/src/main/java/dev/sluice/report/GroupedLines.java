package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.FleetEvent.GateOpened;
import dev.sluice.rollout.FleetEvent.RolloutFinished;
import dev.sluice.rollout.FleetEvent.SoakStarted;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostEvent.HostHealthy;
import dev.sluice.rollout.HostEvent.HostStaged;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * For fleets with too many hosts to list: it prints counts, and names a host only if it has a problem. It prints less than two hundred lines,
 * whatever the number of hosts and batches.
 */
final class GroupedLines implements ConsoleView {
    private static final int MOST_BATCHES = 20;
    private static final int MOST_MARKS = 10;
    private static final int MARKS_OF_ALL_BATCHES = 40;
    private static final int MOST_FAILURES = 20;

    private final RolloutPlan plan;
    private final Palette palette;
    private final Marks marks;
    private final Map<HostName, HostPlan> hosts = new HashMap<>();
    private final HostLines hostLines;
    private final FleetLines fleetLines;
    private final Progress progress;
    private final FleetBlock block;
    private final int stride;
    private final ProgressThrottle staging;
    private final Set<String> shownMessages = new HashSet<>();
    /** The hosts whose failure was just printed: those of further hosts with the same failure show nothing new. */
    private final Set<HostName> evidence = new HashSet<>();

    private final GroupedMessages failures = new GroupedMessages();
    private final GroupedMessages notes = new GroupedMessages();
    private BatchTally tally = new BatchTally();
    private boolean stagingShown;
    private int firstBatch = 1;

    /** Whether the progress of a phase is printed while it runs; a live block shows it anyway. */
    enum Marks {
        SHOWN,
        LEFT_OUT
    }

    GroupedLines(RolloutPlan plan, Palette palette, Marks marks) {
        this.plan = plan;
        this.palette = palette;
        this.marks = marks;
        plan.hosts().forEach(host -> hosts.put(host.name(), host));
        this.hostLines = new HostLines(plan, palette, Detail.NORMAL);
        this.fleetLines = new FleetLines(plan.id(), palette);
        this.progress = new Progress(plan);
        this.block = new FleetBlock(progress);
        this.stride = (plan.batches().size() + MOST_BATCHES - 1) / MOST_BATCHES;
        this.staging = ProgressThrottle.of(plan.hosts().size(), MOST_MARKS);
    }

    @Override
    public List<String> on(RolloutEvent event, RolloutState state) {
        progress.on(event);
        var lines = new ArrayList<String>();
        if (event instanceof HostEvent host) {
            onHost(host, Columns.of(host, state), lines);
        } else if (event instanceof FleetEvent fleet) {
            onFleet(fleet, lines);
        } else {
            fleetLines.of(event).ifPresent(lines::add);
        }
        return lines;
    }

    private void onHost(HostEvent event, String column, List<String> lines) {
        if (event instanceof HostEvent.HostEvidence seen) {
            if (evidence.remove(seen.host())) {
                hostLines.of(seen).forEach(text -> lines.add(Words.line(column, seen.host() + "  " + text)));
            }
            return;
        }
        if (HostLines.isBad(event)) {
            failed(event, column, lines);
        } else if (event instanceof HostStaged) {
            lines.addAll(staged(event.at()));
            return;
        } else if (!BatchTally.counts(event)) {
            hostLines.of(event).ifPresent(text -> notes.add(host(event.host()), text));
            return;
        }
        tally.add(event);
        if (event instanceof HostHealthy && marked(progress.settledInBatch())) {
            lines.add(Words.line(
                    "batch " + progress.batch(), progress.settledInBatch() + "/" + Words.hosts(progress.batchSize())));
        }
    }

    private boolean marked(int settled) {
        var most = Math.min(MOST_MARKS, MARKS_OF_ALL_BATCHES / plan.batches().size());
        return marks == Marks.SHOWN
                && most > 1
                && settled < progress.batchSize()
                && ProgressThrottle.of(progress.batchSize(), most).at(settled);
    }

    /** Prints the first host of each message at once, with its name; the others when their number is known. */
    private void failed(HostEvent event, String column, List<String> lines) {
        var host = host(event.host());
        var text = HostLines.failure(event);
        var isNew = shownMessages.size() < MOST_FAILURES
                && shownMessages.add(NumberRanges.without(Words.ofAnyHost(text, host)));
        if (isNew) {
            evidence.add(event.host());
            lines.add(Words.line(column, event.host() + "  " + palette.bad("✗ ") + Words.harmless(text)));
        } else {
            failures.add(host, text);
        }
        if (column.equals("stage")) {
            lines.addAll(staged(event.at()));
        }
    }

    private List<String> staged(Instant at) {
        var through = progress.throughStaging();
        var whole = through == progress.hosts();
        var due = whole ? !stagingShown : marks == Marks.SHOWN && staging.at(through);
        if (!progress.isStaging() || !due) {
            return List.of();
        }
        stagingShown = whole;
        var failed = through - progress.staged();
        var text = progress.staged() + "/" + Words.hosts(progress.hosts())
                + (failed == 0 ? "" : ", " + failed + " failed");
        var lines = new ArrayList<String>();
        lines.add(Words.line("stage", whole ? text + "  " + HumanUnits.of(progress.staging(at)) : text));
        if (whole) {
            tally = new BatchTally();
            lines.addAll(rest());
        }
        return lines;
    }

    private void onFleet(FleetEvent event, List<String> lines) {
        if (event instanceof FleetEvent.BatchStarted) {
            return;
        }
        var aboutBatch = event.aboutBatch();
        var quiet = aboutBatch.isPresent()
                && (event instanceof SoakStarted || event instanceof GateOpened)
                && aboutBatch.get() % stride != 0
                && aboutBatch.get() != plan.batches().size();
        if (quiet) {
            return;
        }
        aboutBatch.ifPresent(batch -> lines.addAll(batchResult(batch)));
        if (aboutBatch.isEmpty() && event instanceof RolloutFinished) {
            lines.addAll(rest());
        }
        fleetLines.of(event).ifPresent(lines::add);
    }

    private List<String> batchResult(int batch) {
        var lines = new ArrayList<String>();
        tally.forward().ifPresent(text -> lines.add(Words.line(batches(batch), text)));
        tally = new BatchTally();
        firstBatch = batch + 1;
        lines.addAll(takeLines("failed", failures));
        return lines;
    }

    private String batches(int last) {
        return "batch " + (firstBatch < last ? firstBatch + "-" + last : last);
    }

    private static List<String> takeLines(String column, GroupedMessages messages) {
        return messages.take().stream().map(line -> Words.line(column, line)).toList();
    }

    private HostPlan host(HostName name) {
        var host = hosts.get(name);
        return host == null ? plan.host(name) : host;
    }

    @Override
    public void uploading(HostName host, long sent, long total) {
        progress.uploading(host, sent, total);
    }

    @Override
    public List<String> block(Instant now) {
        return block.lines(now);
    }

    @Override
    public String waiting(Instant now) {
        return progress.waiting(now);
    }

    @Override
    public List<String> rest() {
        var lines = new ArrayList<String>();
        if (progress.batch() > 0 && !progress.isGoingBack()) {
            tally.forward().ifPresent(text -> lines.add(Words.line(batches(progress.batch()), text)));
        }
        tally.back().ifPresent(text -> lines.add(Words.line("revert", text)));
        tally = new BatchTally();
        lines.addAll(takeLines("failed", failures));
        lines.addAll(takeLines("note", notes));
        return lines;
    }
}
