package dev.sluice.engine;

import java.util.concurrent.ThreadFactory;

/** Threads that never keep a coordinator alive: what they do is over when the rollout is. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** @param name for thread dumps */
    public static ThreadFactory named(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
