package dev.sluice.journal;

import java.io.Closeable;
import java.io.IOException;

/** A lock on a file that this process holds until it closes it or ends. */
interface HeldLock extends Closeable {
    /** Stores the holder, so that others who try to take the lock can see it. */
    void heldBy(String holder) throws IOException;
}
