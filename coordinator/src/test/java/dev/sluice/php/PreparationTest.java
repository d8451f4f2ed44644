package dev.sluice.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.Operation;
import dev.sluice.engine.HostWork.Turn;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private final FakePool pool = new FakePool(4);

    @Test
    void scripts_are_compiled_request_by_request_until_none_is_left() throws Exception {
        pool.works.add(new CacheWork(500, 1, "1lib/m.php", false));
        pool.works.add(new CacheWork(500, 0, "2app/new.php", false));
        pool.works.add(new CacheWork(2, 0, "", false));

        var prepared = prepare(Method.AUTO, true);

        assertEquals(1002, prepared.compiled());
        assertEquals(List.of("", "1lib/m.php", "2app/new.php"), pool.warmedAfter);
        assertEquals(Method.INVALIDATE, prepared.choice().method());
        assertEquals(Duration.ofMillis(2), pool.time.paused(), "as long as two requests of one millisecond took");
    }

    @Test
    void a_release_that_does_not_fit_beside_the_live_one_gets_a_planned_restart() throws Exception {
        pool.works.add(new CacheWork(700, 0, "", true));

        var choice = prepare(Method.AUTO, true).choice();

        assertEquals(Method.RESET, choice.method());
        assertTrue(choice.why().startsWith("a planned restart: "), choice.why());
    }

    @Test
    void nothing_is_compiled_for_a_cache_that_is_emptied_at_the_switch() throws Exception {
        prepare(Method.RESET, true);
        pool.memory = new OpcacheMemory(95, 5, 0, 10, 100, 1, 9, false);
        assertEquals(Method.RESET, prepare(Method.AUTO, true).choice().method());
        assertFalse(pool.asked.contains(Operation.WARM));
    }

    @Test
    void nothing_is_compiled_where_the_playbook_says_so() throws Exception {
        assertEquals(0, prepare(Method.AUTO, false).compiled());
        assertFalse(pool.asked.contains(Operation.WARM));
    }

    private Preparation prepare(Method method, boolean warm) throws Exception {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(5), Proof.Busy.WAIT, Duration.ofMinutes(2));
        var opcache = new Opcache(
                new EndpointChoice.Auto(), Optional.empty(), method, Optional.empty(), warm, proof, List.of());
        return Preparation.of("new", opcache, pool.client(), Turn.FORWARD, pool.time);
    }
}
