package dev.sluice.engine;

import java.util.concurrent.ThreadFactory;

/** Threads that never keep a coordinator alive: their work ends with the rollout. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** @param name shown in thread dumps */
    public static ThreadFactory named(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
