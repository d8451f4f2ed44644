package dev.sluice.schedule;

import java.time.Instant;

/** Port: runs something at a moment. It may be late or early: what it runs asks the calendar what is due. */
public interface Alarm extends AutoCloseable {
    /**
     * Runs an action at a moment, in the place of what was set under the same name before. A moment that passed counts as now.
     *
     * @param action short; it runs on a thread of the alarm
     */
    void set(String name, Instant at, Runnable action);

    @Override
    void close();
}
