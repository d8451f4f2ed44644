package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResetMethodTest {
    private final FakePool pool = new FakePool(4);

    @Test
    void a_quiet_pool_is_reset_by_the_request_after_the_reset() throws Exception {
        var outcome = reset();
        assertEquals(List.of(Operation.STATUS, Operation.RESET, Operation.STATUS), pool.asked);
        assertEquals(Opcache.Method.RESET, outcome.method());
        assertTrue(outcome.after().doneSince(outcome.before()));
        assertEquals(Duration.ZERO, pool.time.paused());
    }

    @Test
    void a_reset_that_is_held_up_is_waited_for_and_never_sent_again() throws Exception {
        pool.heldUpFor = 20;
        reset();
        assertEquals(1, pool.resets());
        assertEquals(22, pool.asked.size() - 1);
    }

    @Test
    void a_restart_that_is_pending_already_is_waited_for_because_php_would_refuse_another() throws Exception {
        pool.heldUpFor = 20;
        pool.client().reset("new", Purpose.RELEASE);
        var outcome = reset();
        assertTrue(outcome.after().doneSince(outcome.before()));
        assertEquals(1, pool.resets());
    }

    @Test
    void a_host_that_was_asked_too_much_is_asked_again_later() throws Exception {
        pool.tooMany = 3;
        reset();
        assertEquals(1, pool.resets());
    }

    @Test
    void a_reset_that_is_held_up_for_long_names_the_worker_that_answered_nothing() throws Exception {
        pool.heldUpFor = Integer.MAX_VALUE;
        pool.busy.add(FakePool.pid(2));
        var failure = assertThrows(EndpointException.class, this::reset);
        assertEquals(Kind.RESET_PENDING, failure.kind());
        assertTrue(
                failure.toString().contains("waits for running requests; busy all the time: worker 102"),
                failure.toString());
        assertTrue(failure.next().contains("180 s"), failure.next());
        assertEquals(1, pool.resets());
    }

    @Test
    void it_is_given_up_before_php_would_kill_the_requests_that_hold_it_up() {
        pool.heldUpFor = Integer.MAX_VALUE;
        var patient = method(pool, Duration.ofMinutes(10));
        assertThrows(EndpointException.class, () -> patient.apply("new", Purpose.RELEASE));
        var waited = pool.time.elapsed();
        assertTrue(waited.toSeconds() >= 170 && waited.toSeconds() < 172, waited.toString());
    }

    @Test
    void a_reset_whose_answer_is_lost_is_not_sent_again_but_looked_for() throws Exception {
        pool.lostResets = 1;
        var outcome = reset();
        assertEquals(1, pool.resets());
        assertTrue(outcome.after().doneSince(outcome.before()));
    }

    @Test
    void a_reset_that_never_came_about_is_told_with_what_answered_in_its_place() {
        pool.failedResets = 1;
        var failure = assertThrows(EndpointException.class, this::reset);
        assertEquals(Kind.SERVER_ERROR, failure.kind());
        assertTrue(failure.toString().contains("PHP scheduled no reset"), failure.toString());
        assertTrue(failure.toString().contains("PHP Fatal error"), failure.toString());
        assertEquals(1, pool.resets());
    }

    @Test
    void a_reset_that_a_stale_worker_did_not_know_of_is_sent_again() throws Exception {
        pool.missingResets = 1;
        reset();
        assertEquals(List.of(Operation.STATUS, Operation.RESET, Operation.RESET, Operation.STATUS), pool.asked);
    }

    @Test
    void a_reset_that_php_refuses_although_none_is_pending_is_a_failure() {
        pool.refusedResets = 1;
        var failure = assertThrows(EndpointException.class, this::reset);
        assertEquals(Kind.RESET_REFUSED, failure.kind());
        assertEquals(1, pool.resets());
    }

    @Test
    void a_reset_that_php_accepted_and_forgot_is_reported_as_such() {
        pool.forgottenResets = 1;
        var failure = assertThrows(EndpointException.class, this::reset);
        assertEquals(Kind.RESET_PENDING, failure.kind());
        assertTrue(failure.toString().contains("PHP scheduled no reset: its counters did not change"));
    }

    @Test
    void where_every_worker_answered_nobody_knows_which_request_holds_it_up() {
        pool.heldUpFor = Integer.MAX_VALUE;
        var failure = assertThrows(EndpointException.class, this::reset);
        assertTrue(failure.toString().contains("busy all the time: not visible"), failure.toString());
    }

    @ParameterizedTest(name = "{0} s, within {1} s: {2} s")
    @CsvSource({"180, 30, 30", "60, 55, 50", "20, 30, 10", "8, 30, 4", "0, 30, 30", "180, 600, 170"})
    void it_is_waited_for_less_long_than_php_waits_itself(int forced, int within, int expected) {
        pool.settings = new OpcacheSettings(true, true, false, 2, forced, false, false, false);
        pool.heldUpFor = Integer.MAX_VALUE;
        var method = method(pool, Duration.ofSeconds(within));
        assertThrows(EndpointException.class, () -> method.apply("new", Purpose.RELEASE));
        assertEquals(expected, pool.time.elapsed().toSeconds());
    }

    @Test
    void what_it_is_for_is_part_of_the_request() throws Exception {
        method(pool, Duration.ofSeconds(30)).apply("new", Purpose.REVERT);
        assertTrue(pool.purposes.contains(Purpose.REVERT));
    }

    @Test
    void answers_that_pass_are_waited_out() throws Exception {
        pool.instead.add(new HttpAnswer(404, Map.of(), "", Duration.ZERO));
        pool.instead.add(new HttpAnswer(502, Map.of(), "", Duration.ZERO));
        reset();
        assertEquals(
                List.of(Operation.STATUS, Operation.STATUS, Operation.STATUS, Operation.RESET, Operation.STATUS),
                pool.asked);
    }

    @Test
    void two_masters_behind_one_address_are_found() {
        pool.otherMasterEvery = 4;
        pool.heldUpFor = 3;
        var failure = assertThrows(EndpointException.class, this::reset);
        assertEquals(Kind.SEVERAL_CACHES, failure.kind());
        assertTrue(failure.toString().contains("masters 1 and 2"), failure.toString());
    }

    private MethodOutcome reset() throws EndpointException, InterruptedException {
        return reset(pool);
    }

    private static MethodOutcome reset(FakePool pool) throws EndpointException, InterruptedException {
        return method(pool, Duration.ofSeconds(30)).apply("new", Purpose.RELEASE);
    }

    private static ResetMethod method(FakePool pool, Duration within) {
        var proof = new Proof(new Proof.Workers.All(), within, Busy.FAIL, within);
        return new ResetMethod(pool.client(), new ProofTime(proof, pool.time.elapsed(), pool.time), pool.time);
    }
}
