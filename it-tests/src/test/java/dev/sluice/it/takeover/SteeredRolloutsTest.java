package dev.sluice.it.takeover;

import static dev.sluice.it.release.EndedAssert.ends;
import static dev.sluice.it.release.FleetAssert.everywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PaperSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts that a person steers from another process, or from another machine: all that this knows, the hosts told it. */
class SteeredRolloutsTest {
    private static final String HELD = "[{ size: 1, hold: true }, 75%]";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private PaperSite site;

    @AfterEach
    void close() {
        site.close();
    }

    private Operator operator(String batches) throws IOException {
        site = PaperSite.start(2, directory, playbook -> playbook.replace("[1, 34%, 50%]", batches)
                .replace("min_available: 50%", "min_available: 25%")
                .replace("soak: 1s", "soak: 0s"));
        return site.operator();
    }

    /** A release whose first host has it, and that waits. */
    private Operator held() throws IOException {
        var operator = operator(HELD);
        ends(8, operator.run(site.release("2")));
        assertEquals(List.of("2", "1"), site.live());
        return operator;
    }

    @Test
    void a_held_rollout_keeps_others_out_and_is_promoted_by_another_machine() throws IOException {
        var operator = held();
        ends(0, operator.run("status")).shows("held after batch 1 since 20");
        ends(13, operator.run(site.release("3"))).shows("sluice promote r-");
        ends(7, operator.onMachine("c").run(site.release("3"))).shows("held by rollout r-");

        var agent = operator.onMachine("b");
        var promoted =
                ends(0, agent.run("promote", "--approved-by", "anna", "--yes")).shows("comes from web0");
        everywhere(site.fleet(), "2");
        assertTrue(records(agent).contains("\"type\":\"Promoted\",\"batch\":1,\"by\":\"anna\""), () -> records(agent));
        ends(0, agent.run("hosts", "--live"));

        ends(0, operator.run("promote", "--yes", promoted.rollout())).shows("is over already: succeeded");
        noPathAndNoSecret(records(agent));
    }

    private String records(Operator operator) {
        try (var files = Files.walk(operator.state())) {
            var text = new StringBuilder();
            for (var file : files.filter(path ->
                            path.toString().endsWith(".json") || path.toString().endsWith("journal.jsonl"))
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void noPathAndNoSecret(String records) throws IOException {
        assertFalse(records.contains(directory.resolve("state").toString()), "a record names where it is");
        var key = Files.readString(directory.resolve("endpoint.pem"))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertFalse(records.contains(key), "a record holds a key");
    }

    @Test
    @Tag("everything")
    void a_held_rollout_is_rolled_back_by_another_machine() throws IOException {
        var agent = held().onMachine("b");
        ends(0, agent.run("rollback", "--yes"));
        everywhere(site.fleet(), "1");
        ends(0, agent.run("resume", "--last", "--yes")).shows("no rollout in progress");
        ends(2, agent.run("promote", "--yes"));
    }

    @Test
    void a_held_rollout_is_ended_and_put_back_by_another_machine() throws IOException {
        var agent = held().onMachine("b");
        ends(2, agent.run("resume", "--yes"));
        ends(2, agent.run("promote"));
        ends(0, agent.run("abort", "--revert", "--last", "--yes"));
        everywhere(site.fleet(), "1");
    }

    @Test
    @Tag("everything")
    void of_two_that_promote_at_once_one_goes_on_and_the_other_is_refused() throws IOException {
        var operator = held();
        try (var one = operator.onMachine("b").start("promote", "--yes");
                var other = operator.onMachine("c").start("promote", "--yes")) {
            var codes =
                    new TreeSet<>(List.of(one.await().exitCode(), other.await().exitCode()));
            // The slower one may also find that it is over.
            assertTrue(List.of("[0, 7]", "[0]").contains(codes.toString()), () -> one.await() + "\n" + other.await());
        }
        everywhere(site.fleet(), "2");
    }

    @Test
    void a_running_rollout_is_paused_between_hosts_and_resumed_elsewhere() throws IOException {
        var operator = operator("[{ size: 1, soak: 5m }, 75%]");
        try (var release = operator.start(site.release("2", "--output-dir", "out"))) {
            operator.events("out").await("SoakStarted", release);
            ends(7, operator.run("resume", "--yes"));
            ends(0, operator.run("pause", "--approved-by", "ben"));
            ends(10, release.await());
        }
        assertEquals(List.of("2", "1"), site.live());
        ends(0, operator.run("status")).shows("paused since");
        ends(0, operator.run("pause"));
        var agent = operator.onMachine("b");
        try (var resumed = agent.start("resume", "--yes", "--output-dir", "again")) {
            agent.events("again").await("SoakStarted", resumed);
            ends(0, agent.run("abort", "--revert", "--yes"));
            ends(5, resumed.await());
        }
        everywhere(site.fleet(), "1");
    }
}
