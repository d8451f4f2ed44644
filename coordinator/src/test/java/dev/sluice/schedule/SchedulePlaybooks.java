package dev.sluice.schedule;

import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.PlaybookFile;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Playbooks of which only schedules and window count. */
final class SchedulePlaybooks {
    private static final Playbook PLAIN = read("");

    private SchedulePlaybooks() {}

    static Playbook of(List<Schedule> schedules, Optional<ReleaseWindow> window) {
        return new Playbook(
                PLAIN.name(),
                PLAIN.targets(),
                PLAIN.release(),
                PLAIN.tasks(),
                PLAIN.strategy(),
                PLAIN.strategies(),
                PLAIN.rollback(),
                PLAIN.opcache(),
                PLAIN.records(),
                PLAIN.health(),
                PLAIN.probe(),
                window,
                schedules,
                PLAIN.notifications());
    }

    /** @param more lines of the file */
    static Playbook read(String more) {
        try {
            var file = Files.createTempFile("playbook", ".yml");
            try {
                Files.writeString(file, "playbook: 1\nname: shop\ntargets: web\n" + more);
                return PlaybookFile.read(file).playbook();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
