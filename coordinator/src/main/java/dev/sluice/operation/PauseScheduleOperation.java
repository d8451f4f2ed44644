package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.playbook.Schedule;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.schedule.ScheduleEntry.Paused;
import dev.sluice.schedule.ScheduleEntry.Resumed;
import dev.sluice.schedule.ScheduleRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pauses a schedule, and ends its pause. A process that starts what is due takes notice of it before its next start. */
public final class PauseScheduleOperation {
    private final Fleet fleet;

    public PauseScheduleOperation(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * A schedule of the playbook.
     *
     * @throws RefusedException when there is none with this name
     */
    public Schedule schedule(String name) throws RefusedException, JournalException {
        // Records that cannot be used are reported first.
        fleet.schedules().read(fleet.name());
        return schedule(fleet, name);
    }

    static Schedule schedule(Fleet fleet, String name) throws RefusedException {
        var schedules = fleet.project().playbook().schedule();
        return schedules.stream()
                .filter(schedule -> schedule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Reason.USAGE,
                        List.of("the playbook has no schedule " + name),
                        schedules.isEmpty()
                                ? "it has none at all"
                                : schedules.stream()
                                        .map(Schedule::name)
                                        .collect(Collectors.joining(", ", "it has ", ""))));
    }

    /**
     * Skips its starts from now on.
     *
     * @param until when the pause ends by itself; empty without an end
     * @throws RefusedException when there is no such schedule, or the end is over
     */
    public void pause(String name, Optional<Instant> until, String reason) throws RefusedException, JournalException {
        schedule(name);
        var now = fleet.time().now();
        if (until.filter(end -> !end.isAfter(now)).isPresent()) {
            throw new RefusedException(
                    Reason.USAGE, List.of("the pause would end before it begins"), "give a later --until");
        }
        fleet.schedules().append(fleet.name(), new Paused(now, name, until, reason, fleet.actor()));
    }

    /** @throws RefusedException when there is no such schedule, or it is not paused */
    public void resume(String name) throws RefusedException, JournalException {
        schedule(name);
        var now = fleet.time().now();
        var rows = ScheduleRows.of(fleet.schedules().read(fleet.name()));
        if (rows.pause(name, now).isEmpty()) {
            throw new RefusedException(Reason.USAGE, List.of(name + " is not paused"), "sluice schedule list shows it");
        }
        fleet.schedules().append(fleet.name(), new Resumed(now, name, fleet.actor()));
    }
}
