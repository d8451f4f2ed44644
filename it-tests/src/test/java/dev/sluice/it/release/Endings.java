package dev.sluice.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How a command ends: by its code, and in words that say why. */
public final class Endings {
    private Endings() {}

    /** Both streams count. */
    public static void says(Ended ended, int exitCode, String words) {
        assertEquals(exitCode, ended.exitCode(), ended::toString);
        assertTrue(ended.said().contains(words), ended::toString);
    }
}
