package dev.sluice.playbook;

import dev.sluice.cron.CronTimes;
import dev.sluice.document.Section;
import dev.sluice.playbook.Schedule.ArtifactChoice;
import dev.sluice.playbook.Schedule.Digest;
import dev.sluice.playbook.Schedule.Missed;
import java.time.LocalTime;
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
        return new Schedule(
                section.text("name", ""),
                section.parsed("cron", CronTimes::parse)
                        .map(CronTimes::toString)
                        .orElse(""),
                zone.orElse(ZoneOffset.UTC),
                artifact(section.section("artifact")),
                section.parsed("check", LocalTime::parse),
                section.duration("stage"),
                section.choice("missed", Missed.START_IN_WINDOW));
    }

    private static ArtifactChoice artifact(Section artifact) {
        return new ArtifactChoice(
                artifact.parsed("newest", ScheduleReader::pattern)
                        .map(artifact.document()::resolve)
                        .orElse(""),
                artifact.choice("digest", Digest.REQUIRED),
                artifact.duration("wait_for"),
                artifact.duration("max_age"));
    }

    /** One directory is searched, so that it is known which files are compared. */
    private static String pattern(String text) {
        var directory = text.substring(0, text.lastIndexOf('/') + 1);
        if (directory.contains("*")) {
            throw new IllegalArgumentException("only the file's name may contain *, not a directory");
        }
        if (text.endsWith("/")) {
            throw new IllegalArgumentException("the file's name is missing after the directory");
        }
        return text;
    }
}
