package dev.sluice.cli;

import dev.sluice.operation.Fleet;
import dev.sluice.operation.WrittenTime;
import dev.sluice.playbook.Schedule;
import dev.sluice.schedule.ScheduleRows;
import dev.sluice.schedule.UpcomingStarts;
import dev.sluice.schedule.UpcomingStarts.Upcoming;
import dev.sluice.view.ExitCode;
import dev.sluice.view.ScheduleNextListing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What starts next. */
@Command(
        name = "next",
        description =
                "Shows the next five starts, in local time and in UTC, with window, blackouts and pauses applied.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  sluice schedule next --from 2026-12-24T12:00"})
@SuppressWarnings("NullAway.Init")
final class ScheduleNextCommand extends StateCommand {
    private static final int STARTS = 5;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "as of this time, such as 3d, 2026-12-24T12:00 or 2026-12-24T11:00:00Z (default: now)")
    private Optional<String> from;

    @Mixin
    private OutputOptions output;

    @Override
    ExitCode on(Fleet fleet) throws Exception {
        var playbook = fleet.project().playbook();
        var zones = playbook.schedule().stream().collect(Collectors.toMap(Schedule::name, Schedule::zone));
        var zone = playbook.zone();
        var now = Instant.now();
        var start = from.isPresent() ? new WrittenTime("--from", now, zone).parse(from.get()) : now;
        var rows = ScheduleRows.of(fleet.schedules().read(fleet.name()));
        var upcoming = new UpcomingStarts(playbook, rows).after(start, STARTS);
        show(output, ScheduleNextListing.of(fleet.name().toString(), upcoming), () -> {
            var table = new Table("SCHEDULE", "LOCAL", "ZONE", "UTC", "WINDOW");
            upcoming.forEach(next -> table.row(
                    next.occurrence().schedule(),
                    next.occurrence()
                            .at()
                            .atZone(zones.getOrDefault(next.occurrence().schedule(), zone))
                            .toLocalDateTime()
                            .toString(),
                    zones.getOrDefault(next.occurrence().schedule(), zone).getId(),
                    next.occurrence().at().toString(),
                    words(next)));
            table.print(out());
            note(upcoming);
        });
        return ExitCode.DONE;
    }

    private static String words(Upcoming next) {
        return next.skipped()
                .map(why -> "skipped, " + why)
                .orElseGet(() -> next.closes().map(end -> "open until " + end).orElse("open"));
    }

    private void note(List<Upcoming> upcoming) {
        if (upcoming.stream().noneMatch(next -> next.skipped().isEmpty())) {
            err().println("nothing starts by itself: no schedule has a time at which its window is open");
        }
    }
}
