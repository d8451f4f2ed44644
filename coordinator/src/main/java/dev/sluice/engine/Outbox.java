package dev.sluice.engine;

import dev.sluice.message.Letter;
import dev.sluice.message.Message;
import dev.sluice.playbook.Notification;
import java.util.List;

/** Port: messages to people. It never fails, and never waits for whoever receives them. */
public interface Outbox {
    /**
     * Takes a message, stored when this returns, to be delivered later. One that was taken before, by its id, is not taken twice.
     *
     * @param to who is notified
     */
    void put(Message message, Notification to);

    /** Begins to deliver what earlier processes left. */
    void deliver();

    /** The process has to end at once: what is left is for the next one. */
    void hurry();

    /** Those that were given up, the oldest first; they are kept. */
    List<Letter> undelivered();

    /** How many were given up. */
    default int givenUp() {
        return undelivered().size();
    }
}
