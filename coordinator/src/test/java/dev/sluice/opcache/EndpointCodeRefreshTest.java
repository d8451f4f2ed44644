package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.SamplePlan;
import dev.sluice.document.Secret;
import dev.sluice.endpoint.EndpointSite;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host that a coordinator takes over between its switch and its proof. */
class EndpointCodeRefreshTest {
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
        pool.switchTo(PlanDraft.NEW.value());
        return refresh()
                .prove(
                        FakePool.host(Optional.of("unix:/run/php/php-fpm.sock")),
                        pool,
                        PlanDraft.NEW,
                        Direction.FORWARD);
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
