package dev.sluice.schedule;

import dev.sluice.playbook.Schedule;
import java.time.Instant;

/** What becomes of a start whose time has come. */
public sealed interface Decision {
    Occurrence occurrence();

    /**
     * It is started.
     *
     * @param latest until when it waits for an artifact; not before the moment of the decision
     */
    record Start(Occurrence occurrence, Schedule schedule, Instant latest) implements Decision {}

    /**
     * It is not started, on purpose.
     *
     * @param reason for people
     */
    record Skip(Occurrence occurrence, String reason) implements Decision {}

    /**
     * It is too late for it.
     *
     * @param reason for people
     */
    record Miss(Occurrence occurrence, String reason) implements Decision {}
}
