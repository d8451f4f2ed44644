package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InvalidateMethodTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final FakePool pool = new FakePool(8);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void every_worker_forgets_its_paths_before_one_script_is_marked() throws Exception {
        pool.switchTo("new");
        var done = invalidate(Busy.WAIT);

        assertEquals(Opcache.Method.INVALIDATE, done.method());
        assertEquals(Map.of("workers swept", "8", "scripts dropped", "3"), done.facts());
        assertEquals(Set.of("new"), Set.copyOf(pool.remembered));
        assertTrue(pool.asked.lastIndexOf(Operation.SWEEP) < pool.asked.indexOf(Operation.INVALIDATE));
        assertEquals(0, pool.resets());
        assertEquals("new", pool.client().status("new").release().file());
        assertFalse(done.after().doneSince(done.before()), "nothing restarted");
    }

    @Test
    void scripts_that_had_changed_are_named_in_the_evidence() throws Exception {
        pool.changed = 2;
        assertEquals("shared/conf.php and 1 more", invalidate(Busy.WAIT).facts().get("changed scripts"));
    }

    @Test
    void a_script_that_no_marking_drops_is_for_a_reset() {
        pool.stays = 1;
        var stays = assertThrows(EndpointException.class, () -> invalidate(Busy.WAIT));
        assertEquals(Kind.UNMARKABLE, stays.kind());
        assertTrue(String.valueOf(stays.getMessage()).contains("shared/conf.php"), stays::toString);
    }

    @Test
    void an_old_script_that_a_running_request_brought_back_is_marked_again() throws Exception {
        pool.switchTo("new");
        pool.time.whenPausing.add(() -> {
            if (pool.asked.contains(Operation.INVALIDATE) && pool.broughtBack++ == 0) {
                pool.served.replaceAll(fresh -> "old");
            }
        });

        assertEquals("6", invalidate(Busy.WAIT).facts().get("scripts dropped"));
        assertEquals("new", pool.client().status("new").release().file());
    }

    @Test
    void what_a_long_request_brought_back_is_marked_while_it_is_waited_for() throws Exception {
        pool.switchTo("new");
        pool.time.whenPausing.add(() -> {
            if (!pool.asked.contains(Operation.INVALIDATE)) {
                return;
            }
            if (pool.broughtBack++ == 0) {
                pool.busy.add(FakePool.pid(5));
                pool.served.replaceAll(fresh -> "old");
                return;
            }
            if (pool.time.paused().toMillis() > 500) {
                assertFalse(pool.served.contains("old"), "visitors get what the long request brought back");
            }
            if (pool.time.paused().toSeconds() > 5) {
                pool.busy.clear();
            }
        });

        assertEquals("6", invalidate(Busy.WAIT).facts().get("scripts dropped"));
        assertTrue(pool.time.paused().toSeconds() > 5);
    }

    @Test
    void a_request_that_outlasts_the_time_and_brings_something_back_is_followed_by_another_look() throws Exception {
        pool.switchTo("new");
        pool.time.whenPausing.add(() -> {
            if (!pool.asked.contains(Operation.INVALIDATE) || pool.broughtBack == 2) {
                return;
            }
            if (pool.broughtBack == 0) {
                pool.busy.add(FakePool.pid(5));
                pool.served.replaceAll(fresh -> "old");
                pool.broughtBack = 1;
            }
            if (pool.time.paused().toSeconds() > 8) {
                pool.served.replaceAll(fresh -> "old");
                pool.busy.clear();
                pool.broughtBack = 2;
            }
        });

        assertEquals("9", invalidate(Busy.WAIT).facts().get("scripts dropped"));
        assertEquals("new", pool.client().status("new").release().file());
    }

    @Test
    void what_goes_on_loading_old_scripts_is_not_fought_for_ever() {
        pool.switchTo("new");
        pool.time.whenPausing.add(() -> {
            if (pool.asked.contains(Operation.INVALIDATE)) {
                pool.served.replaceAll(fresh -> "old");
            }
        });

        var failure = assertThrows(EndpointException.class, () -> invalidate(Busy.WAIT));

        assertEquals(Kind.OLD_SCRIPTS_LOADED, failure.kind());
        assertTrue(failure.next().contains("such as a preview or a cron job"), failure.next());
    }

    @Test
    void a_worker_at_a_long_request_is_waited_for_and_nothing_is_marked_before() throws Exception {
        pool.switchTo("new");
        pool.busy.add(FakePool.pid(5));
        pool.time.whenPausing.add(() -> {
            if (!pool.busy.isEmpty() && pool.time.paused().toSeconds() > 20) {
                assertFalse(pool.asked.contains(Operation.INVALIDATE));
                pool.busy.clear();
            }
        });

        assertEquals("8", invalidate(Busy.WAIT).facts().get("workers swept"));
        assertTrue(pool.time.paused().toSeconds() > 20);
    }

    @Test
    void a_worker_that_stays_busy_fails_it_by_its_number_with_every_visitor_still_on_the_release_before()
            throws Exception {
        pool.switchTo("new");
        pool.busy.add(FakePool.pid(5));

        var failure = assertThrows(EndpointException.class, () -> invalidate(Busy.FAIL));

        assertEquals(Kind.WORKERS_BUSY, failure.kind());
        assertTrue(
                failure.toString()
                        .contains("7 of 8 workers forgot the previous release; worker 105 has answered nothing"),
                failure.toString());
        assertFalse(pool.asked.contains(Operation.INVALIDATE));
        assertEquals("old", pool.client().status("new").release().file());
    }

    @Test
    void a_lost_answer_is_asked_for_again() throws Exception {
        pool.switchTo("new");
        pool.instead.add(new HttpAnswer(502, Map.of(), "", Duration.ZERO));
        pool.instead.add(new HttpAnswer(404, Map.of(), "", Duration.ZERO));

        assertEquals("3", invalidate(Busy.WAIT).facts().get("scripts dropped"));
    }

    @Test
    void who_marked_and_gave_no_answer_counts_as_somebody_who_found_something() throws Exception {
        pool.switchTo("new");
        pool.lostMarkings = 1;

        assertEquals("0", invalidate(Busy.WAIT).facts().get("scripts dropped"), "nobody can tell how many");

        var marked = pool.asked.indexOf(Operation.INVALIDATE);
        var after = pool.asked.subList(marked, pool.asked.size());
        assertTrue(after.contains(Operation.STATUS), "every worker ends what it began before");
        assertEquals(3, after.stream().filter(Operation.INVALIDATE::equals).count());
    }

    @Test
    void one_worker_marks_for_all_that_share_its_cache() throws Exception {
        pool.switchTo("new");
        invalidate(Busy.WAIT);
        assertEquals(
                2,
                pool.asked.stream().filter(Operation.INVALIDATE::equals).count(),
                "once for the scripts, and once to see that none came back");
    }

    @Test
    void of_two_masters_behind_one_address_both_are_told() throws Exception {
        pool.switchTo("new");
        pool.otherMasterEvery = 7;

        invalidate(Busy.WAIT);

        assertTrue(pool.asked.stream().filter(Operation.INVALIDATE::equals).count() > 2, pool.asked::toString);
    }

    @Test
    void of_a_large_pool_a_share_is_asked_at_once() throws Exception {
        var large = new FakePool(400);
        large.switchTo("new");
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(30), Busy.WAIT, Duration.ofMinutes(2));

        new InvalidateMethod(large.client(), new ProofTime(proof, Duration.ZERO, large.time), threads, large.time)
                .apply("new", Purpose.RELEASE);

        assertEquals(Set.of("new"), Set.copyOf(large.remembered));
        assertTrue(large.time.paused().toSeconds() < 1, () -> "waited " + large.time.paused());
    }

    @Test
    void without_opcache_there_is_nothing_to_mark() throws Exception {
        pool.settings = new OpcacheSettings(false, false, false, 2, 180, false, false, false);

        assertEquals("0", invalidate(Busy.WAIT).facts().get("scripts dropped"));
        assertFalse(pool.asked.contains(Operation.INVALIDATE));
        assertTrue(pool.asked.contains(Operation.SWEEP));
    }

    private MethodOutcome invalidate(Busy busy) throws EndpointException, InterruptedException {
        var proof = new Proof(new Proof.Workers.Count(1), Duration.ofSeconds(5), busy, Duration.ofMinutes(2));
        return new InvalidateMethod(pool.client(), new ProofTime(proof, Duration.ZERO, pool.time), threads, pool.time)
                .apply("new", Purpose.RELEASE);
    }
}
