package dev.sluice.playbook;

import dev.sluice.cron.CronTimes;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A rollout that starts by itself.
 *
 * @param cron five fields as Unix reads them, or six or seven as Quartz does
 * @param zone its own, else the window's
 * @param check local time of a day at which problems are searched, while people work
 * @param stage how long before its time the release is uploaded
 * @param missed what to do when its time passed while nothing was running
 */
public record Schedule(
        String name,
        String cron,
        ZoneId zone,
        ArtifactChoice artifact,
        Optional<LocalTime> check,
        Optional<Duration> stage,
        Missed missed) {
    /** The local times that it names. */
    public CronTimes times() {
        return CronTimes.parse(cron);
    }

    /**
     * The artifact to take: the newest file that matches, on the coordinator.
     *
     * @param waitFor how long a start waits for one, as written
     * @param maxAge how old it may be at most, as written
     */
    public record ArtifactChoice(String newest, Digest digest, Optional<Duration> waitFor, Optional<Duration> maxAge) {
        private static final Duration PATIENCE = Duration.ofMinutes(45);
        private static final Duration OLDEST = Duration.ofHours(20);

        /** How long a start waits for one. */
        public Duration patience() {
            return waitFor.orElse(PATIENCE);
        }

        /** How old it may be when it is taken. */
        public Duration oldest() {
            return maxAge.orElse(OLDEST);
        }
    }

    /** Whether the file {@code NAME.sha256} beside the artifact is required. */
    public enum Digest {
        /** It must exist and match. */
        REQUIRED,
        /** It must match if it exists. */
        OPTIONAL
    }

    /** What to do about a start that was missed. */
    public enum Missed {
        /** Skip it and report it. */
        SKIP,
        /** Start late while the window is open; without a window, for as long as it may wait for an artifact. */
        START_IN_WINDOW
    }
}
