package dev.sluice.ssh;

import dev.sluice.inventory.HostName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Limits how many logins run at once, at one server and in all. Whoever waits longest is next. */
final class Turns {
    private static final boolean FAIR = true;

    private final SshLimits limits;
    private final Semaphore inAll;
    private final Map<String, Semaphore> byServer = new ConcurrentHashMap<>();

    Turns(SshLimits limits) {
        this.limits = limits;
        this.inAll = new Semaphore(limits.loginsInAll(), FAIR);
    }

    /**
     * Waits for a turn, and logs in.
     *
     * @param server whose sshd receives the connection, or carries it
     */
    <T> T in(Server server, HostName host, Tries.Login<T> login) throws FailedTry {
        var there = byServer.computeIfAbsent(server.where(), where -> new Semaphore(limits.connectsAtOnce(), FAIR));
        // The server's limit first: a login that waits at a busy jump host must not block logins at other hosts.
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
