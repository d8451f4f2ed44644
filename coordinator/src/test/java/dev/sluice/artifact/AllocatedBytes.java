package dev.sluice.artifact;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Memory that a thread has allocated since it started, in bytes. */
final class AllocatedBytes {
    private AllocatedBytes() {}

    static long ofThisThread() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
