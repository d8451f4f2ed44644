package dev.sluice.schedule;

import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** What is recorded of schedules, in order. The names of records and components are the format of the file. */
public sealed interface ScheduleEntry {
    /** When it was recorded. */
    Instant at();

    String schedule();

    /** What became of one occurrence; the last one counts. */
    sealed interface OfOccurrence extends ScheduleEntry {
        LocalDateTime local();

        /** When it was due. */
        Instant due();

        default Occurrence occurrence() {
            return new Occurrence(schedule(), local(), due());
        }
    }

    /** From now on the schedule counts as it is: nothing before was missed. */
    record Watched(Instant at, String schedule, String cron, ZoneId zone) implements ScheduleEntry {}

    /**
     * Its time came, and it waits for an artifact.
     *
     * @param by who triggered it; empty where its time did
     */
    record Waiting(Instant at, String schedule, LocalDateTime local, Instant due, Optional<String> by)
            implements OfOccurrence {}

    /**
     * A rollout is about to begin: its record may exist from now on.
     *
     * @param artifact its path
     * @param digest SHA-256 of the manifest, hexadecimal
     */
    record Starting(
            Instant at,
            String schedule,
            LocalDateTime local,
            Instant due,
            RolloutId rollout,
            String artifact,
            String digest)
            implements OfOccurrence {}

    /**
     * A rollout was started.
     *
     * @param state how it ended, or in which state it waits: a word such as {@code succeeded} or {@code held}
     */
    record Started(Instant at, String schedule, LocalDateTime local, Instant due, RolloutId rollout, String state)
            implements OfOccurrence {}

    /**
     * Nothing was started, on purpose.
     *
     * @param reason for people
     * @param refused SHA-256 of the manifest of an artifact that was refused, which starts again only by a person
     */
    record Skipped(
            Instant at, String schedule, LocalDateTime local, Instant due, String reason, Optional<String> refused)
            implements OfOccurrence {}

    /**
     * Its time passed, and it is too late for it.
     *
     * @param reason for people
     */
    record Missed(Instant at, String schedule, LocalDateTime local, Instant due, String reason)
            implements OfOccurrence {}

    /**
     * The release of a start was uploaded before its time, or could not be.
     *
     * @param local of the occurrence that it is for
     * @param release that is on every host; empty where that failed
     * @param digest SHA-256 of its manifest, hexadecimal
     * @param words what became of it, for people
     */
    record Staged(
            Instant at,
            String schedule,
            LocalDateTime local,
            Optional<ReleaseId> release,
            Optional<String> digest,
            String words)
            implements ScheduleEntry {}

    /**
     * What would keep the start of a day from starting was searched.
     *
     * @param problems how many were found
     */
    record Checked(Instant at, String schedule, LocalDate day, int problems) implements ScheduleEntry {}

    /**
     * A person paused the schedule.
     *
     * @param until when it ends by itself; empty without an end
     */
    record Paused(Instant at, String schedule, Optional<Instant> until, String reason, String by)
            implements ScheduleEntry {
        /** Whether it counts at this moment, if it was not ended before. */
        boolean covers(Instant moment) {
            return until.map(moment::isBefore).orElse(true);
        }
    }

    /**
     * The report of a day was made.
     *
     * @param to identifies who receives it
     */
    record Reported(Instant at, String to, LocalDate day) implements ScheduleEntry {
        /** It is about all of them. */
        @Override
        public String schedule() {
            return "";
        }
    }

    /** A person ended the pause. */
    record Resumed(Instant at, String schedule, String by) implements ScheduleEntry {}
}
