package dev.sluice.it.front;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** What this process uses while nothing runs. */
record ProcessUse(int threads, long descriptors, long heap) {
    private static final double MOST_HEAP = 1.05;

    static ProcessUse now() {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.gc();
        return new ProcessUse(
                Thread.activeCount(),
                system.getOpenFileDescriptorCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** Threads and descriptors are no more than these, and the heap hardly. Prints both. */
    void assertNoMoreNow(String what) {
        // Idle threads of a pool end after a minute; those of a rollout end with it.
        Awaitility.await().atMost(90, TimeUnit.SECONDS).untilAsserted(() -> assertTrue(now().threads() <= threads));
        var after = now();
        System.out.printf("%s: %s, before %s%n", what, after, this);
        assertTrue(after.descriptors() <= descriptors, () -> this + " " + after);
        assertTrue(after.heap() <= heap * MOST_HEAP, () -> this + " " + after);
    }
}
