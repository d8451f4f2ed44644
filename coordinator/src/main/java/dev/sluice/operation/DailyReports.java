package dev.sluice.operation;

import dev.sluice.codec.PlanCodec;
import dev.sluice.engine.FleetHistory;
import dev.sluice.engine.JournalException;
import dev.sluice.message.Addresses;
import dev.sluice.message.Message;
import dev.sluice.playbook.Notification;
import dev.sluice.schedule.DailyReport;
import dev.sluice.schedule.ScheduleEntry;
import dev.sluice.schedule.ScheduleRows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reports once a day what happened, also when that is nothing: silence in the morning means that something is broken. */
final class DailyReports {
    private static final Duration FIRST = Duration.ofDays(1);
    private static final int KEY_CHARS = 12;

    private final Fleet fleet;
    private final ScheduleJournal journal;

    DailyReports(Fleet fleet, ScheduleJournal journal) {
        this.fleet = fleet;
        this.journal = journal;
    }

    void run() throws JournalException {
        for (var to : fleet.project().playbook().notifications()) {
            if (to.report().isPresent() && to.zone().isPresent()) {
                var key = PlanCodec.digest(to.toString()).substring(0, KEY_CHARS);
                make(to, new DailyReport(key, to.report().get(), to.zone().get()));
            }
        }
    }

    /** It is stored before its row: what ends in between makes the same message again, which is not taken twice. */
    private void make(Notification to, DailyReport report) throws JournalException {
        var now = fleet.time().now();
        var rows = journal.rows();
        var day = report.due(rows, now);
        if (day.isPresent()) {
            var since = rows.lastReport(report.to()).orElse(now.minus(FIRST));
            fleet.kept().outbox().put(message(to, day.get(), since, now, rows), to);
            journal.append(new ScheduleEntry.Reported(now, report.to(), day.get()));
        }
    }

    private Message message(Notification to, LocalDate day, Instant since, Instant now, ScheduleRows rows) {
        var addresses = Addresses.of(fleet.project().inventory().hosts());
        var text = new ReportText(fleet.project().playbook(), rows, history(), since, now);
        return new Message(
                "report-" + day,
                now,
                "report",
                fleet.name().toString(),
                text.title(),
                Optional.empty(),
                text.lines().stream()
                        .map(line -> to.showsAddresses() ? line : addresses.hide(line))
                        .toList(),
                List.of(),
                text.next());
    }

    /** A record that cannot be read is part of the report. */
    private FleetHistory history() {
        try {
            return fleet.store().history(fleet.name());
        } catch (JournalException e) {
            return new FleetHistory(List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }
}
