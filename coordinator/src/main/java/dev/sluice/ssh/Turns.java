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

    /**
     * Waits for a turn, and logs in.
     *
     * @param server whose sshd sees the connection, or carries it
     */
    <T> T in(Server server, HostName host, Tries.Login<T> login) throws FailedTry {
        var there = byServer.computeIfAbsent(server.where(), where -> new Semaphore(limits.connectsAtOnce()));
        // First there: who waits at a crowded jump host must not keep others from other hosts.
        take(there, host);
        try {
            take(inAll, host);
            try {
                return login.tryOnce();
            } finally {
                inAll.release();
            }
        } finally {
            there.release();
        }
    }

    private static void take(Semaphore turns, HostName host) throws FailedTry {
        try {
            turns.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw FailedTry.of(Tries.interrupted(host));
        }
    }
}
