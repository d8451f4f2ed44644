package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that a daemon runs print what they print where they are typed, and end with the same code. */
class ClientModeTest {
    private ServedProject served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedProject();
    }

    @AfterEach
    void end() throws Exception {
        served.close();
    }

    private static String same(String text) {
        return text.replaceAll("r-[0-9a-f]+", "r-ID")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("[0-9a-f]{64}", "HASH")
                .replaceAll("\\b[0-9]+(\\.[0-9]+)? ?m?s\\b", "N s")
                .replaceAll(" +", " ");
    }

    /** The same line on this machine and through the daemon. */
    private void assertSame(int code, String line, Object... more) {
        var there = served.ends(code, line, more);
        var here = served.project().ends(code, line, more);
        assertEquals(same(here.out()), same(there.out()), line);
    }

    @Test
    void a_release_prints_the_same_and_ends_with_the_same_code() throws Exception {
        var build = served.archive();
        assertSame(0, "release --yes --release v2", "--artifact", build);
        assertEquals("v2", served.project().live("web01"));
    }
}
