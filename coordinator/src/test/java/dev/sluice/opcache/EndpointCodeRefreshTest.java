package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.document.Secret;
import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.endpoint.OutdatedScripts.Some;
import dev.sluice.host.HostConnector;
import dev.sluice.host.HostSession;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked before a switch, and of a host that a coordinator takes over between its switch and its proof. */
class EndpointCodeRefreshTest {
    private static final Host HOST = FakePool.host(Optional.of("unix:/run/php/php-fpm.sock"));
    private static final HttpAnswer NOT_FOUND = new HttpAnswer(404, Map.of(), "", Duration.ZERO);

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final FakePool pool = new FakePool(4);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void workers_that_look_for_the_endpoint_where_it_was_are_waited_for_on_either_way_to_it() throws Exception {
        pool.instead.addAll(Collections.nCopies(6, NOT_FOUND));

        var evidence = prove();

        assertEquals(4, evidence.workersProved());
        assertTrue(pool.instead.isEmpty());
    }

    @Test
    void an_endpoint_that_stays_away_is_told_by_both_ways() {
        pool.instead.addAll(Collections.nCopies(10_000, NOT_FOUND));

        var failure = assertThrows(ProofException.class, this::prove);

        assertTrue(failure.why().contains("answered 404; and over PHP-FPM's socket: "), failure.why());
        assertTrue(pool.time.paused().toSeconds() >= 9, () -> "gave up after " + pool.time.paused());
    }

    private Evidence prove() throws ProofException {
        return prove(Direction.FORWARD);
    }

    private Evidence prove(Direction direction) throws ProofException {
        pool.switchTo(PlanDraft.NEW.value());
        return refresh().prove(HOST, pool, PlanDraft.NEW, direction);
    }

    private void examine() throws ProofException {
        refresh().refuseUnreadable(HOST, pool, PlanDraft.NEW);
    }

    @Test
    void a_release_that_php_can_read_may_be_switched_to() {
        pool.works.add(new CacheWork(9, 0, "", false));

        assertDoesNotThrow(this::examine);
        assertEquals(List.of(Operation.EXAMINE), pool.asked.subList(pool.asked.size() - 1, pool.asked.size()));
    }

    @Test
    void a_release_with_scripts_that_php_cannot_read_is_refused_with_some_of_them() {
        var names = List.of("a.php", "b.php", "c.php", "d.php", "e.php", "f.php", "g.php");
        pool.works.add(new CacheWork(9, 7, "", false, 0, names));

        var failure = assertThrows(ProofException.class, this::examine);

        assertEquals("PHP cannot read the release " + PlanDraft.NEW, failure.getMessage());
        assertEquals("7 scripts that visitors use now: a.php, b.php, c.php, d.php, e.php", failure.why());
        assertTrue(failure.failure("examine").next().contains("release.permissions"), failure::toString);
    }

    @Test
    void a_release_that_php_does_not_find_is_refused() {
        pool.refused.put(Operation.EXAMINE, EndpointRefusal.NO_RELEASE);

        assertEquals(
                "PHP does not find it",
                assertThrows(ProofException.class, this::examine).why());
    }

    @Test
    void an_endpoint_that_cannot_examine_a_release_leaves_it_to_the_proof() {
        pool.refused.put(Operation.EXAMINE, EndpointRefusal.UNKNOWN_OP);
        assertDoesNotThrow(this::examine);

        pool.instead.add(new HttpAnswer(403, Map.of(), "", Duration.ZERO));
        assertDoesNotThrow(this::examine);
    }

    @Test
    void a_refresh_after_which_scripts_are_outdated_again_is_no_success() throws Exception {
        pool.outdated = new OutdatedScripts(new Some(2, List.of("shared/a.php")), new Some(0, List.of()));

        var failure = assertThrows(ProofException.class, () -> prove(Direction.NOWHERE));

        assertEquals("PHP still has scripts as they were before they changed", failure.getMessage());
        assertEquals("2: shared/a.php", failure.why());
        assertEquals(4, prove(Direction.FORWARD).workersProved(), "a release is proved all the same");
    }

    @Test
    void a_refresh_after_which_no_script_is_outdated_is_proved() throws Exception {
        pool.outdated = new OutdatedScripts(new Some(0, List.of()), new Some(1, List.of("shared/cache.php")));

        assertEquals(4, prove(Direction.NOWHERE).workersProved());
    }

    private EndpointCodeRefresh refresh() {
        var fleet = new EndpointSite(FakePool.AT.inventory(), FakePool.AT.site(), "");
        return new EndpointCodeRefresh(
                new EndpointClients(fleet, host -> pool, pool::nonce, pool.time),
                SamplePlan.of("web001").playbook(),
                reference -> new Secret(FakePool.KEY.privatePem()),
                new Sessions(new NoSessions(), (session, web) -> pool),
                pool.time,
                threads);
    }

    private static final class NoSessions implements HostConnector {
        @Override
        public HostSession connect(Host host) {
            throw new UnsupportedOperationException("no command is run");
        }
    }
}
