package dev.sluice.playbook;

import dev.sluice.document.Section;
import dev.sluice.playbook.Schedule.ArtifactChoice;
import dev.sluice.playbook.Schedule.Digest;
import dev.sluice.playbook.Schedule.Missed;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads {@code schedule}. */
final class ScheduleReader {
    private ScheduleReader() {}

    static List<Schedule> schedules(Section root, Optional<ZoneId> window) {
        var names = new HashSet<String>();
        for (var section : root.sections("schedule")) {
            section.text("name")
                    .filter(name -> !names.add(name))
                    .ifPresent(name -> section.problem("name", "another schedule has this name"));
        }
        return root.sections("schedule").stream()
                .map(section -> schedule(section, window))
                .toList();
    }

    private static Schedule schedule(Section section, Optional<ZoneId> window) {
        var zone = Zones.read(section).or(() -> window);
        if (zone.isEmpty() && section.sound("zone")) {
            section.missing("the key zone is missing, here or in the window: a time needs its zone", "zone", "window");
        }
        var artifact = section.section("artifact");
        return new Schedule(
                section.text("name", ""),
                section.parsed("cron", CronText::checked).orElse(""),
                zone.orElse(ZoneOffset.UTC),
                new ArtifactChoice(
                        artifact.text("newest").map(section.document()::resolve).orElse(""),
                        artifact.choice("digest", Digest.REQUIRED)),
                section.choice("missed", Missed.SKIP));
    }
}
