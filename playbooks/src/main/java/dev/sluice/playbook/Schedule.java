package dev.sluice.playbook;

import java.time.ZoneId;

/**
 * A rollout that starts by itself.
 *
 * @param cron six or seven fields, as Quartz reads them
 * @param zone its own, else the window's
 * @param missed what to do when its time passed while nothing was running
 */
public record Schedule(String name, String cron, ZoneId zone, ArtifactChoice artifact, Missed missed) {
    /** The artifact to take: the newest file that matches, on the coordinator. */
    public record ArtifactChoice(String newest, Digest digest) {}

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
        /** Start late while the window is open. */
        START_IN_WINDOW
    }
}
