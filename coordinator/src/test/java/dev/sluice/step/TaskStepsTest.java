package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.HostText;
import dev.sluice.document.Secret;
import dev.sluice.host.HostScripts;
import dev.sluice.host.OutputListener;
import dev.sluice.step.TaskOutcome.End;
import dev.sluice.step.TaskOutcome.Ran;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts that run commands are asked for, and what their answers are taken for. */
class TaskStepsTest {
    private static final Lease LEASE = new Lease("/srv/shop", "r-1", 7);

    private final ScriptedSession session = new ScriptedSession();
    private final OutputListener output = bytes -> {};

    private RunTask task(RunTask.Again again) {
        var variables = new LinkedHashMap<String, Secret>();
        variables.put("B", new Secret("two"));
        variables.put("A", new Secret("one"));
        var command = new TaskCommand("migrate", "./migrate", Optional.of("www"), Duration.ofMillis(1_001), variables);
        return new RunTask(LEASE, "r1", "migrate.only", command, again, output);
    }

    @Test
    void a_task_is_run_with_its_key_and_its_variables_in_their_order() throws Exception {
        session.answers(Map.of("ran", "now", "state", "ended", "exit", "3", "took", "12"));

        assertEquals(
                new TaskOutcome(End.EXITED, 3, Duration.ofSeconds(12), Ran.NOW),
                task(RunTask.Again.NEVER).on(session));

        var command = session.command();
        assertEquals(HostScripts.TASK, command.script());
        assertEquals(
                Map.ofEntries(
                        Map.entry("path", "/srv/shop"),
                        Map.entry("rollout", "r-1"),
                        Map.entry("token", "7"),
                        Map.entry("release", "r1"),
                        Map.entry("key", "migrate.only"),
                        Map.entry("run", "./migrate"),
                        Map.entry("timeout", "2"),
                        Map.entry("user", "www"),
                        Map.entry("again", "no"),
                        Map.entry("variables", "2"),
                        Map.entry("variable_1_name", "B"),
                        Map.entry("variable_1_value", "two"),
                        Map.entry("variable_2_name", "A"),
                        Map.entry("variable_2_value", "one")),
                command.values());
        assertSame(output, command.output());
    }

    @Test
    void a_task_whose_end_nobody_knows_is_started_again_only_when_that_is_allowed() throws Exception {
        session.answers(Map.of("ran", "now", "state", "unknown"));

        assertEquals(
                new TaskOutcome(End.UNKNOWN, 0, Duration.ZERO, Ran.NOW),
                task(RunTask.Again.WHEN_UNKNOWN).on(session));

        assertEquals("yes", session.command().values().get("again"));
    }

    @ParameterizedTest
    @CsvSource({"now, NOW", "attached, ATTACHED", "before, BEFORE"})
    void a_host_distinguishes_its_runs(String word, Ran ran) throws Exception {
        session.answers(Map.of("ran", word, "state", "timeout", "exit", "143", "took", "600"));

        assertEquals(
                new TaskOutcome(End.TIMED_OUT, 143, Duration.ofMinutes(10), ran),
                task(RunTask.Again.NEVER).on(session));
    }

    @Test
    void only_an_exit_code_of_zero_is_success() {
        assertTrue(new TaskOutcome(End.EXITED, 0, Duration.ZERO, Ran.NOW).succeeded());
        assertFalse(new TaskOutcome(End.EXITED, 1, Duration.ZERO, Ran.NOW).succeeded());
        assertFalse(new TaskOutcome(End.UNKNOWN, 0, Duration.ZERO, Ran.NOW).succeeded());
        assertFalse(new TaskOutcome(End.TIMED_OUT, 0, Duration.ZERO, Ran.NOW).succeeded());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "60000, 60"})
    void a_time_limit_is_whole_seconds_and_never_none(long millis, long seconds) throws Exception {
        var limit = Duration.ofMillis(millis);
        assertEquals(seconds, new TaskCommand("", "", Optional.empty(), limit, Map.of()).seconds());

        session.answers(Map.of("status", "0", "over", "no", "output", ""));
        new RunCheck("/srv/shop", "./check", limit).on(session);

        assertEquals(
                Map.of("path", "/srv/shop", "run", "./check", "limit", Long.toString(seconds)),
                session.command().values());
        assertEquals(limit.plusSeconds(30), session.command().timeout());
    }

    @Test
    void a_task_for_whoever_logs_in_names_no_user() throws Exception {
        session.answers(Map.of("ran", "now", "state", "unknown"));
        var command = new TaskCommand("migrate", "./migrate", Optional.empty(), Duration.ofSeconds(1), Map.of());

        new RunTask(LEASE, "r1", "key", command, RunTask.Again.NEVER, output).on(session);

        assertEquals("", session.command().values().get("user"));
        assertEquals("0", session.command().values().get("variables"));
    }

    @Test
    void a_check_answers_its_status_and_whether_its_time_was_over() throws Exception {
        session.answers(Map.of("status", "143", "over", "yes", "output", "slow"));
        assertEquals(
                new RunCheck.Ended(143, true, HostText.of("slow")),
                new RunCheck("/srv/shop", "./check", Duration.ofSeconds(5)).on(session));

        session.answers(Map.of("status", "0", "over", "no", "output", ""));
        assertEquals(
                new RunCheck.Ended(0, false, HostText.NONE),
                new RunCheck("/srv/shop", "./check", Duration.ofSeconds(5)).on(session));
        assertEquals(HostScripts.CHECK, session.commands.get(0).script());
    }

    @Test
    void a_check_that_cannot_be_run_is_a_refusal_and_no_status() {
        session.refuses("no-release", Map.of());

        var refused = assertThrows(
                StepException.class, () -> new RunCheck("/srv/shop", "./check", Duration.ofSeconds(5)).on(session));

        assertEquals("check", refused.step());
        assertEquals(StepFailure.NO_RELEASE, refused.failure());
    }

    @Test
    void a_task_during_which_the_clock_was_set_back_took_no_time() throws Exception {
        session.answers(Map.of("ran", "now", "state", "ended", "exit", "0", "took", "-3"));

        assertEquals(Duration.ZERO, task(RunTask.Again.NEVER).on(session).took());
    }
}
