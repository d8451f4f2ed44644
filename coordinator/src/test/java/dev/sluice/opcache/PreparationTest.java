package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Operation;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import dev.sluice.rollout.Direction;
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

    @Test
    void compiling_ends_after_a_minute_however_much_is_left() throws Exception {
        for (int request = 0; request < 100; request++) {
            pool.works.add(new CacheWork(1, 0, "more", false));
        }
        pool.time.whenPausing.add(() -> pool.time.pass(Duration.ofSeconds(6)));

        var prepared = prepare(Method.AUTO, true);

        assertEquals(11, prepared.compiled());
        assertEquals(89, pool.works.size());
    }

    @Test
    void for_a_cache_that_nothing_is_done_to_scripts_are_compiled_too() throws Exception {
        pool.works.add(new CacheWork(3, 0, "", true));
        var prepared = prepare(Method.NONE, true);
        assertEquals(3, prepared.compiled());
        assertEquals(Method.NONE, prepared.choice().method(), "it stays, also where the cache is full");
    }

    @Test
    void without_opcache_nothing_is_compiled() throws Exception {
        pool.settings = new OpcacheSettings(false, false, false, 2, 180, false, false, false);
        assertEquals(0, prepare(Method.AUTO, true).compiled());
        assertFalse(pool.asked.contains(Operation.WARM));
    }

    @Test
    void a_full_cache_that_cannot_be_emptied_gets_no_planned_restart() throws Exception {
        pool.settings = new OpcacheSettings(true, true, false, 2, 180, false, true, false);
        pool.works.add(new CacheWork(3, 0, "", true));
        var choice = prepare(Method.INVALIDATE, true).choice();
        assertEquals(Method.INVALIDATE, choice.method());
        assertFalse(choice.obstacles().isEmpty());
    }

    private Preparation prepare(Method method, boolean warm) throws Exception {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(5), Proof.Busy.WAIT, Duration.ofMinutes(2));
        var opcache = new Opcache(
                new EndpointChoice.Auto(), Optional.empty(), method, Optional.empty(), warm, proof, List.of());
        return Preparation.of("new", opcache, pool.client(), Direction.FORWARD, pool.time);
    }
}
