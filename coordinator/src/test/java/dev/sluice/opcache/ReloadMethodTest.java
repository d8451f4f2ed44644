package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Purpose;
import dev.sluice.host.HttpAnswer;
import dev.sluice.opcache.EndpointException.Kind;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadMethodTest {
    private final FakePool pool = new FakePool(4);

    @Test
    void it_is_done_when_a_cache_answers_that_was_made_since() throws Exception {
        var done = reload(() -> {
            pool.instead.add(new HttpAnswer(502, Map.of(), "", Duration.ZERO));
            pool.started = 2;
        });

        assertEquals(Opcache.Method.RELOAD, done.method());
        assertTrue(done.after().doneSince(done.before()));
    }

    @Test
    void a_command_that_ends_well_and_reloads_another_php_is_found_out() {
        var failure = assertThrows(EndpointException.class, () -> reload(() -> {}));

        assertEquals(Kind.RELOAD_FAILED, failure.kind());
        assertTrue(failure.toString().contains("the cache that answers is older"), failure.toString());
    }

    @Test
    void without_opcache_it_is_done_when_no_worker_from_before_is_there() throws Exception {
        pool.settings = new OpcacheSettings(false, false, false, 2, 180, false, false, false);

        assertEquals(
                Opcache.Method.RELOAD, reload(() -> pool.workersStarted = 8).method());
        var failure = assertThrows(EndpointException.class, () -> reload(() -> pool.started++));
        assertEquals(Kind.RELOAD_FAILED, failure.kind());
    }

    @Test
    void a_new_cache_is_waited_for_as_long_as_a_proof() {
        assertThrows(EndpointException.class, () -> reload(() -> {}));
        assertEquals(5, pool.time.elapsed().toSeconds());
    }

    private MethodOutcome reload(ReloadMethod.Command command) throws EndpointException, InterruptedException {
        var within = Duration.ofSeconds(5);
        var proof = new Proof(new Proof.Workers.All(), within, Busy.WAIT, Duration.ofMinutes(2));
        var bound = new ProofTime(proof, pool.time.elapsed(), pool.time);
        return new ReloadMethod(pool.client(), command, bound, pool.time).apply("new", Purpose.RELEASE);
    }
}
