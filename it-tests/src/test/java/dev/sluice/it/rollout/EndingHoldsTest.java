package dev.sluice.it.rollout;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds that nobody promotes in time. */
class EndingHoldsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private PaperSite site;

    @AfterEach
    void close() {
        site.close();
    }

    /** Releases to the first host, and returns when the time for a promotion is over. */
    private Operator expired(String then) throws IOException {
        site = PaperSite.start(
                2,
                directory,
                playbook -> playbook.replace(
                        "[1, 34%, 50%]", "[{ size: 1, soak: 0s, hold: { for: 1s, then: " + then + " } }, 50%]"));
        var operator = site.operator();
        ends(8, operator.run(site.release("2"))).shows("held for promotion: sluice promote r-");
        assertEquals(List.of("2", "1"), site.live());
        ends(0, operator.run("status")).shows("; then ");
        ends(0, operator.run("history")).shows(", then " + then);
        var until = Instant.parse(ends(0, operator.run("status", "-o", "json"))
                .shows("\"then\" : \"" + then)
                .found("\"until\" : \"([^\"]+)\""));
        Awaitility.await("the end of the hold")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !Instant.now().isBefore(until));
        ends(2, operator.run("promote", "--yes")).shows("could be promoted until " + until);
        assertEquals(List.of("2", "1"), site.live(), "whoever is too late changes nothing");
        return operator;
    }

    private String result() throws IOException {
        return Files.readString(directory.resolve("out").resolve("result.json"));
    }

    @Test
    void what_nobody_promoted_in_time_is_reverted() throws IOException {
        var operator = expired("revert");
        ends(13, operator.run(site.release("3")));
        ends(
                        5,
                        operator.run(
                                "resume",
                                "--yes",
                                "--output-dir",
                                directory.resolve("out").toString()))
                .shows("batch 1 was not promoted before");
        everywhere(site.fleet(), "1");
        assertTrue(result().contains("\"reason\" : \"approval_expired\""), this::shown);
        ends(0, operator.run("resume", "--last", "--yes")).shows("no rollout in progress");
    }

    private String shown() {
        try {
            return result();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void what_nobody_promoted_in_time_continues_where_the_playbook_says_so() throws IOException {
        var operator = expired("promote");
        ends(
                0,
                operator.run(
                        "resume",
                        "--yes",
                        "--output-dir",
                        directory.resolve("out").toString()));
        everywhere(site.fleet(), "2");
        assertFalse(result().contains("reason"), this::shown);
    }

    @Test
    void what_nobody_promoted_in_time_waits_for_a_person_to_end_it() throws IOException {
        var operator = expired("wait");
        ends(
                        8,
                        operator.run(
                                "resume",
                                "--yes",
                                "--output-dir",
                                directory.resolve("out").toString()))
                .shows("sluice abort --revert");
        assertTrue(result().contains("\"reason\" : \"approval_expired\""), this::shown);
        assertEquals(List.of("2", "1"), site.live());
        ends(6, operator.run("abort", "--leave", "--yes"));
        assertEquals(List.of("2", "1"), site.live());
    }
}
