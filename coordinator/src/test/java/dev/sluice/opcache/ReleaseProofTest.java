package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.Purpose;
import dev.sluice.endpoint.ServedRelease;
import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.opcache.ProofOutcome.NotProved;
import dev.sluice.opcache.ProofOutcome.Proved;
import dev.sluice.opcache.ProofOutcome.Reason;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import dev.sluice.playbook.Proof.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseProofTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final FakePool pool = new FakePool(4);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void every_worker_is_proved_and_a_small_pool_is_asked_eight_times() throws Exception {
        pool.served.replaceAll(stale -> "new");
        var evidence = assertInstanceOf(Proved.class, prove(new Workers.All())).evidence();
        assertEquals(4, evidence.proved());
        assertEquals(4, evidence.seen());
        assertEquals(8, evidence.answers());
        assertEquals("new", evidence.release());
    }

    @Test
    void one_stale_worker_of_many_is_found_and_told_by_its_number() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.served.set(3, "old");
        var failure = assertInstanceOf(NotProved.class, prove(new Workers.All()));
        assertEquals(Reason.STALE, failure.reason());
        assertEquals(3, failure.evidence().proved());
        assertTrue(
                failure.seen().startsWith("3 of 4 workers serve new; worker 103: its own file is of old"),
                failure::seen);
        assertTrue(failure.evidence().took().compareTo(Duration.ofSeconds(5)) >= 0);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "old, new, new, its own file is of old",
        "new, old, new, current is old",
        "new, new, old, an include through current is old"
    })
    void a_worker_that_names_the_release_by_two_of_three_ways_is_stale(
            String file, String current, String included, String seen) throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.names.put(2, new ServedRelease(file, current, included));
        var failure = assertInstanceOf(NotProved.class, prove(new Workers.All()));
        assertEquals(Reason.STALE, failure.reason());
        assertEquals(3, failure.evidence().proved());
        assertTrue(failure.seen().startsWith("3 of 4 workers serve new; worker 102: "), failure::seen);
        assertTrue(failure.seen().contains(seen), failure::seen);
    }

    @Test
    void a_worker_that_becomes_fresh_in_time_is_proved() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.served.set(0, "old");
        pool.time.whenPausing.add(() -> {
            if (pool.time.paused().toSeconds() > 3) {
                pool.served.set(0, "new");
            }
        });
        assertInstanceOf(Proved.class, prove(new Workers.All()));
    }

    @Test
    void a_number_of_workers_needs_no_more_but_no_stale_one_either() throws Exception {
        var large = new FakePool(40);
        large.served.replaceAll(stale -> "new");
        var evidence = assertInstanceOf(Proved.class, prove(large, new Workers.Count(3), Busy.WAIT))
                .evidence();
        assertEquals(8, evidence.proved());
        assertEquals(40, evidence.seen());
        large.served.set(10, "old");
        assertInstanceOf(NotProved.class, prove(large, new Workers.Count(3), Busy.WAIT));
    }

    @Test
    void a_number_larger_than_the_pool_means_all() throws Exception {
        pool.served.replaceAll(stale -> "new");
        var evidence =
                assertInstanceOf(Proved.class, prove(new Workers.Count(99))).evidence();
        assertEquals(4, evidence.proved());
    }

    @Test
    void where_the_pool_is_not_to_be_seen_six_answers_a_worker_without_a_new_one_are_all() throws Exception {
        pool.told = false;
        pool.served.replaceAll(stale -> "new");
        var evidence = assertInstanceOf(Proved.class, prove(new Workers.All())).evidence();
        assertEquals(4, evidence.proved());
        assertTrue(evidence.answers() >= 28, () -> "answers: " + evidence.answers());
    }

    @Test
    void a_worker_that_answers_nothing_while_others_do_is_waited_for() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.add(() -> {
            if (pool.time.paused().toSeconds() > 20) {
                pool.busy.clear();
            }
        });
        var evidence = assertInstanceOf(Proved.class, prove(new Workers.All())).evidence();
        assertEquals(4, evidence.proved());
        assertTrue(evidence.took().toSeconds() >= 20);
    }

    @Test
    void a_busy_worker_is_not_waited_for_where_the_playbook_says_so() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.busy.add(FakePool.pid(1));
        var failure = assertInstanceOf(NotProved.class, prove(pool, new Workers.All(), Busy.RELOAD));
        assertEquals(Reason.BUSY, failure.reason());
        assertTrue(failure.seen().contains("worker 101 has answered nothing for 5 s"), failure::seen);
        assertTrue(failure.evidence().took().toSeconds() < 8);
    }

    @Test
    void a_restart_that_is_pending_is_no_proof() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.heldUpFor = Integer.MAX_VALUE;
        pool.client().reset("new", Purpose.RELEASE);
        assertInstanceOf(NotProved.class, prove(new Workers.All()));
    }

    @Test
    void failures_that_pass_are_counted_and_the_last_is_told() throws Exception {
        pool.silent = true;
        var failure = assertInstanceOf(NotProved.class, prove(new Workers.All()));
        assertEquals(Reason.UNANSWERED, failure.reason());
        assertTrue(failure.seen().contains("requests were not answered, the last: "), failure::seen);
    }

    @Test
    void a_failure_that_stays_ends_the_proof_at_once() {
        pool.instead.add(new HttpAnswer(401, Map.of(), "", Duration.ZERO));
        var failure = assertThrows(EndpointException.class, () -> prove(new Workers.All()));
        assertEquals(Kind.BLOCKED, failure.kind());
        assertTrue(pool.asked.size() <= 8, "no second round");
    }

    @Test
    void of_many_stale_workers_five_are_named_and_a_pending_restart_is() throws Exception {
        var large = new FakePool(9);
        large.served.replaceAll(stale -> "new");
        large.heldUpFor = Integer.MAX_VALUE;
        large.client().reset("new", Purpose.RELEASE);
        var failure = assertInstanceOf(NotProved.class, prove(large, new Workers.All(), Busy.WAIT));
        var named = Pattern.compile("worker 10[0-9]: [^;]*; a restart of OPcache waits for running requests")
                .matcher(failure.seen())
                .results()
                .count();
        assertEquals(5, named, failure::seen);
    }

    @Test
    void each_kind_of_failure_has_a_next_step_of_its_own() throws Exception {
        var stale = assertInstanceOf(NotProved.class, prove(new Workers.All()));
        assertTrue(stale.next().startsWith("see which root the web server hands to PHP"), stale::next);
        pool.served.replaceAll(old -> "new");
        pool.busy.add(FakePool.pid(1));
        var busy = assertInstanceOf(NotProved.class, prove(pool, new Workers.All(), Busy.FAIL));
        assertTrue(busy.next().startsWith("wait for the long requests"), busy::next);
        pool.silent = true;
        var silent = assertInstanceOf(NotProved.class, prove(new Workers.All()));
        assertTrue(silent.next().startsWith("check whether all workers are at long requests"), silent::next);
    }

    @Test
    void a_worker_that_stays_busy_is_given_up_when_its_time_since_the_switch_is_over() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.busy.add(FakePool.pid(1));
        var failure = assertInstanceOf(NotProved.class, prove(new Workers.All()));
        assertEquals(Reason.BUSY, failure.reason());
        assertEquals(30, failure.evidence().took().toSeconds());
    }

    @Test
    void a_worker_that_ends_its_long_request_has_the_ordinary_time_to_become_fresh() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.served.set(1, "old");
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.add(() -> {
            if (pool.time.elapsed().toSeconds() >= 10) {
                pool.busy.clear();
            }
            if (pool.time.elapsed().toSeconds() >= 13) {
                pool.served.set(1, "new");
            }
        });
        var evidence = assertInstanceOf(Proved.class, prove(new Workers.All())).evidence();
        assertEquals(13, evidence.took().toSeconds());
    }

    @Test
    void the_evidence_has_the_restarts_before_the_method_and_in_the_last_answer() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.started = 5;
        var evidence = assertInstanceOf(Proved.class, prove(new Workers.All())).evidence();
        assertEquals(1, evidence.before().start());
        assertEquals(5, evidence.after().start());
    }

    private ProofOutcome prove(Workers workers) throws EndpointException, InterruptedException {
        return prove(pool, workers, Busy.WAIT);
    }

    private ProofOutcome prove(FakePool asked, Workers workers, Busy busy)
            throws EndpointException, InterruptedException {
        var counters = new OpcacheRestarts(1, 0, false, false, 0, 0, 0);
        var method = new MethodOutcome(Opcache.Method.NONE, counters, counters);
        var settings = new Proof(workers, Duration.ofSeconds(5), busy, Duration.ofSeconds(30));
        return new ReleaseProof(asked.client(), threads, asked.time)
                .prove(new ProofOrder("new", new ProofTime(settings, Duration.ZERO, asked.time), method));
    }
}
