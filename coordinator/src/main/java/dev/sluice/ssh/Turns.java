package dev.sluice.ssh;

import dev.sluice.inventory.HostName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Who may log in now: so many at once at one server, and so many in all. */
final class Turns {
    private final SshLimits limits;
    private final Semaphore inAll;
    private final Map<String, Semaphore> byServer = new ConcurrentHashMap<>();

    Turns(SshLimits limits) {
        this.limits = limits;
        this.inAll = new Semaphore(limits.loginsInAll());
    }

    /** One login, to be closed when it is through or has failed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a turn.
     *
     * @param server whose sshd sees the connection, or carries it
     */
    Turn take(Server server, HostName host) throws FailedTry {
        var there = byServer.computeIfAbsent(server.where(), where -> new Semaphore(limits.connectsAtOnce()));
        try {
            // First there: who waits at a crowded jump host must not keep others from other hosts.
            there.acquire();
            try {
                inAll.acquire();
            } catch (InterruptedException stopped) {
                there.release();
                throw stopped;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw FailedTry.of(Tries.interrupted(host));
        }
        return () -> {
            inAll.release();
            there.release();
        };
    }
}
