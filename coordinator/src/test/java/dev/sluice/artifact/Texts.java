package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assertions about messages that show the message when they fail. */
final class Texts {
    private Texts() {}

    static void assertSays(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "not found: " + part + "\nin: " + text);
        }
    }

    static void assertDoesNotSay(String text, String part) {
        assertFalse(text.contains(part), () -> "found: " + part + "\nin: " + text);
    }
}
