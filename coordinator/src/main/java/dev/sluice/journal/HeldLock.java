package dev.sluice.journal;

import java.io.Closeable;
import java.io.IOException;

/** A lock on a file that this process holds until it closes it or ends. */
interface HeldLock extends Closeable {
    /** Tells those who ask for the lock who holds it. */
    void heldBy(String holder) throws IOException;
}
