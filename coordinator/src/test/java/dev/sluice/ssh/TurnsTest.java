package dev.sluice.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.inventory.SshSettings;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
    private static final int HOSTS = 30;

    private final Turns turns = new Turns(SshLimits.standard());
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** sshd drops connections by chance from ten on that are not logged in. */
    @Test
    void of_thirty_hosts_behind_a_jump_host_eight_log_in_at_once() throws Exception {
        assertEquals(8, mostOf(host -> server(22)));
    }

    @Test
    void hosts_of_their_own_log_in_side_by_side() throws Exception {
        assertEquals(HOSTS, mostOf(host -> server(2200 + host)));
    }

    private int mostOf(IntFunction<Server> servers) throws Exception {
        var expected = servers.apply(0).equals(servers.apply(1)) ? 8 : HOSTS;
        var inside = new CountDownLatch(expected);
        var arrived = new CountDownLatch(HOSTS);
        var threads = Executors.newCachedThreadPool();
        var logins = new ArrayList<Future<?>>();
        for (int host = 0; host < HOSTS; host++) {
            var server = servers.apply(host);
            logins.add(threads.submit(() -> {
                arrived.countDown();
                return turns.in(server, server.host(), () -> login(inside, arrived));
            }));
        }
        for (var login : logins) {
            login.get();
        }
        threads.shutdown();
        return most.get();
    }

    private boolean login(CountDownLatch inside, CountDownLatch arrived) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        inside.countDown();
        try {
            inside.await();
            arrived.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        now.decrementAndGet();
        return true;
    }

    private static Server server(int port) {
        return Server.of(TestHosts.host(
                new SshSettings("deploy", port, Optional.empty(), Optional.empty(), "known_hosts", Optional.empty())));
    }
}
