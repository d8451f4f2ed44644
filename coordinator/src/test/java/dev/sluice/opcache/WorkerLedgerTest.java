package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointState;
import dev.sluice.endpoint.EndpointWorker;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheRestarts;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.PoolWorker;
import dev.sluice.endpoint.ServedRelease;
import dev.sluice.playbook.Proof.Workers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When enough workers have answered well. */
class WorkerLedgerTest {
    private static final Workers ALL = new Workers.All();

    private final WorkerLedger ledger =
            new WorkerLedger(state -> state.release().names("new"));

    /** Workers of the pool, as each answer shows them; none where the pool is not to be seen. */
    private List<PoolWorker> pool = List.of();

    private void answer(int pid, String release, int times) {
        for (int i = 0; i < times; i++) {
            ledger.add(state(1, pid, release));
        }
    }

    private EndpointState state(int master, int pid, String release) {
        return new EndpointState(
                "0".repeat(32),
                Operation.STATUS,
                0,
                new ServedRelease(release, release, release),
                new EndpointWorker(pid, 7, master, "fpm-fcgi", false, "www", pool),
                new EndpointState.Opcache(
                        FakePool.SETTINGS,
                        new OpcacheRestarts(1, 0, false, false, 0, 0, 0),
                        new OpcacheMemory(10, 90, 0, 10, 100, 1, 9, false)),
                Optional.empty());
    }

    private static PoolWorker worker(int pid, long start) {
        return new PoolWorker(pid, start, Optional.empty());
    }

    @Test
    void a_pool_of_one_is_asked_eight_times() {
        pool = List.of(worker(1, 7));
        answer(1, "new", 7);
        assertFalse(ledger.complete(ALL));
        answer(1, "new", 1);
        assertTrue(ledger.complete(ALL));
        assertEquals(8, ledger.answers());
    }

    @Test
    void answers_that_are_not_good_do_not_count_among_the_eight() {
        pool = List.of(worker(1, 7));
        answer(1, "old", 7);
        answer(1, "new", 7);
        assertFalse(ledger.complete(ALL));
        answer(1, "new", 1);
        assertTrue(ledger.complete(ALL));
    }

    @Test
    void the_last_answer_of_a_worker_is_the_one_that_counts() {
        pool = List.of(worker(1, 7));
        answer(1, "new", 9);
        answer(1, "old", 1);
        assertFalse(ledger.complete(ALL));
        assertEquals(1, ledger.stale().size());
        assertEquals("old", ledger.newest().orElseThrow().release().file());
    }

    @Test
    void where_the_pool_is_to_be_seen_each_of_its_workers_has_to_answer() {
        pool = List.of(worker(1, 7), worker(2, 7));
        answer(1, "new", 50);
        assertFalse(ledger.complete(ALL));
        assertEquals(List.of(2), ledger.silent());
        assertTrue(ledger.onlySilentMissing());
        answer(2, "new", 1);
        assertTrue(ledger.complete(ALL));
        assertFalse(ledger.onlySilentMissing());
    }

    @Test
    void a_worker_counts_as_silent_only_when_others_answered_eight_times() {
        pool = List.of(worker(1, 7), worker(2, 7));
        answer(1, "new", 7);
        assertFalse(ledger.onlySilentMissing());
        answer(1, "new", 1);
        assertTrue(ledger.onlySilentMissing());
        answer(1, "old", 1);
        assertFalse(ledger.onlySilentMissing(), "one is stale");
    }

    @Test
    void a_number_of_workers_is_enough_when_so_many_have_answered() {
        pool = List.of(worker(1, 7), worker(2, 7), worker(3, 7));
        answer(1, "new", 8);
        assertFalse(ledger.complete(new Workers.Count(2)));
        answer(2, "new", 1);
        assertTrue(ledger.complete(new Workers.Count(2)));
        assertFalse(ledger.complete(ALL));
    }

    @Test
    void a_number_of_workers_that_is_not_reached_is_never_complete_where_the_pool_is_not_to_be_seen() {
        answer(1, "new", 100);
        assertFalse(ledger.complete(new Workers.Count(2)));
    }

    @Test
    void where_the_pool_is_not_to_be_seen_sixteen_answers_without_a_new_worker_are_all() {
        answer(1, "new", 16);
        assertFalse(ledger.complete(ALL), "the first was new");
        answer(1, "new", 1);
        assertTrue(ledger.complete(ALL));
    }

    @Test
    void of_many_workers_that_are_not_to_be_seen_six_answers_each_are_needed() {
        for (int pid = 1; pid <= 3; pid++) {
            answer(pid, "new", 1);
        }
        answer(1, "new", 17);
        assertFalse(ledger.complete(ALL));
        answer(1, "new", 1);
        assertTrue(ledger.complete(ALL));
        assertEquals(3, ledger.proved());
        assertEquals(3, ledger.seen());
    }

    @Test
    void a_process_that_is_gone_counts_no_more_and_another_with_its_number_is_another() {
        pool = List.of(worker(1, 7));
        answer(1, "old", 1);
        pool = List.of(worker(2, 7));
        answer(2, "new", 8);
        assertTrue(ledger.complete(ALL), "the stale one is gone");
        pool = List.of(worker(2, 9));
        answer(2, "new", 1);
        assertFalse(ledger.complete(ALL), "it started later than the one that answered");
    }

    @Test
    void each_master_has_a_cache_of_its_own() {
        ledger.add(state(1, 1, "new"));
        ledger.add(state(2, 1, "new"));
        assertEquals(Set.of(1, 2), ledger.masters());
        assertEquals(2, ledger.seen());
    }
}
