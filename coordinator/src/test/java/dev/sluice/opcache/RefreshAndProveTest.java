package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefreshAndProveTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final FakePool pool = new FakePool(4);

    @BeforeEach
    void switchLink() {
        pool.switchTo("new");
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void old_scripts_are_dropped_and_every_worker_proved() throws Exception {
        var refreshed = refresh(Method.INVALIDATE, Busy.WAIT);
        assertEquals(Method.INVALIDATE, refreshed.evidence().method());
        assertEquals(4, refreshed.evidence().proved());
        assertEquals(0, pool.resets());
    }

    @Test
    void an_endpoint_that_is_compiled_from_an_older_release_is_reset_as_it_always_was() throws Exception {
        pool.refused.put(Operation.SWEEP, EndpointRefusal.UNKNOWN_OP);
        assertEquals(
                Method.RESET, refresh(Method.INVALIDATE, Busy.WAIT).evidence().method());
        assertEquals(1, pool.resets());
    }

    @Test
    void a_cache_that_old_scripts_are_loaded_into_again_and_again_is_emptied() throws Exception {
        pool.time.whenPausing.add(() -> {
            if (pool.asked.contains(Operation.INVALIDATE) && pool.resets() == 0) {
                pool.served.replaceAll(fresh -> "old");
            }
        });

        assertEquals(
                Method.RESET, refresh(Method.INVALIDATE, Busy.WAIT).evidence().method());
    }

    @Test
    void a_busy_pool_is_reloaded_where_the_playbook_says_so() throws Exception {
        pool.busy.add(FakePool.pid(1));
        assertEquals(
                Method.RELOAD,
                refresh(Method.INVALIDATE, Busy.RELOAD).evidence().method());
    }

    @Test
    void a_reset_that_waits_for_a_long_request_is_a_busy_pool_too() throws Exception {
        pool.heldUpFor = Integer.MAX_VALUE;
        assertEquals(
                Method.RELOAD, refresh(Method.RESET, Busy.RELOAD).evidence().method());
    }

    @Test
    void on_the_way_back_a_restart_that_still_waits_is_waited_for() throws Exception {
        pool.heldUpFor = Integer.MAX_VALUE;
        assertThrows(EndpointException.class, () -> refresh(Method.RESET, Busy.FAIL));
        pool.switchTo("old");
        pool.heldUpFor = 30;

        var back = refresh("old", Method.RESET, Busy.FAIL, Purpose.REVERT);

        assertEquals(4, back.evidence().proved());
        assertEquals(1, pool.resets());
    }

    @Test
    void a_worker_that_does_not_answer_the_proof_is_reloaded_once() throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.busy.add(FakePool.pid(1));
        assertEquals(Method.RELOAD, refresh(Method.NONE, Busy.RELOAD).evidence().method());
    }

    @Test
    void on_the_way_back_a_busy_worker_is_waited_for_whatever_the_playbook_says() throws Exception {
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.add(() -> {
            if (pool.time.paused().toSeconds() > 20) {
                pool.busy.clear();
            }
        });

        assertEquals(
                4,
                refresh(Method.INVALIDATE, Busy.FAIL, Purpose.REVERT).evidence().proved());
        assertTrue(pool.time.paused().toSeconds() > 20);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"RESET", "INVALIDATE", "NONE"})
    void a_wall_clock_that_is_set_forward_ends_no_wait(Method method) throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.heldUpFor = 10;
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.add(() -> {
            pool.time.set = pool.time.set.plusHours(1);
            if (pool.time.paused().toSeconds() > 20) {
                pool.busy.clear();
            }
        });

        assertEquals(4, refresh(method, Busy.WAIT).evidence().proved());
    }

    @Test
    void a_wall_clock_that_is_set_back_prolongs_no_wait() {
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.add(() -> {
            pool.time.set = pool.time.set.minusHours(1);
            assertTrue(pool.time.paused().toMinutes() < 3, "waits for good");
        });

        var failure = assertThrows(EndpointException.class, () -> refresh(Method.INVALIDATE, Busy.WAIT));
        assertEquals(Kind.WORKERS_BUSY, failure.kind());
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"RESET", "INVALIDATE", "RELOAD", "NONE"})
    void a_worker_that_does_not_find_the_endpoint_right_after_the_switch_is_asked_again(Method method)
            throws Exception {
        pool.served.replaceAll(stale -> "new");
        pool.instead.add(new HttpAnswer(404, Map.of(), "File not found.", Duration.ZERO));

        assertEquals(4, refresh(method, Busy.WAIT).evidence().proved());
        assertTrue(pool.instead.isEmpty());
    }

    @Test
    void doing_nothing_proves_nothing_where_workers_are_stale() {
        var failure = assertThrows(ProofException.class, () -> refresh(Method.NONE, Busy.WAIT));
        assertTrue(
                failure.why().startsWith("0 of 4 workers serve new; worker 100: its own file is of old"),
                failure.why());
    }

    private void reload() {
        pool.started++;
        pool.endRestart();
        pool.busy.clear();
        pool.served.replaceAll(stale -> "new");
    }

    private RefreshAndProve.Refreshed refresh(Method method, Busy busy) throws Exception {
        return refresh(method, busy, Purpose.RELEASE);
    }

    private RefreshAndProve.Refreshed refresh(Method method, Busy busy, Purpose purpose) throws Exception {
        return refresh("new", method, busy, purpose);
    }

    private RefreshAndProve.Refreshed refresh(String release, Method method, Busy busy, Purpose purpose)
            throws Exception {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(5), busy, Duration.ofMinutes(2));
        var bound = RefreshAndProve.time(proof, purpose, pool.time);
        return new RefreshAndProve(pool.client(), bound, purpose, this::reload, pool.time, threads)
                .refresh(release, method);
    }
}
