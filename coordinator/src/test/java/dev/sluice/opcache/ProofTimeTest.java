package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretReference;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.Operation;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HostHttpException;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.Sessions;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever slows a proof down, {@code opcache.proof.within} bounds all of it, and what slowed it down is named. */
class ProofTimeTest {
    private static final SecretReference KEY = new SecretReference(SecretReference.Kind.ENV, "KEY");
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration BUSY_FOR = Duration.ofSeconds(60);

    /** Longer than the rest of the proof may take, and shorter than a busy worker is waited for. */
    private static final Duration LONG_REQUEST = Duration.ofSeconds(45);

    /** For the last request and its turn. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** One: the fake's time passes for one request after the other. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private final FakePool pool = new FakePool(4);

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    private Evidence prove(HostHttp web, Method method) throws ProofException {
        var fleet = new EndpointSite(FakePool.AT.inventory(), FakePool.AT.site(), "");
        var proof = new Proof(new Proof.Workers.All(), WITHIN, Busy.WAIT, BUSY_FOR);
        var opcache = new Opcache(
                new EndpointChoice.InRelease(),
                Optional.of(KEY),
                method,
                Optional.of("reload"),
                true,
                proof,
                List.of());
        pool.switchTo(PlanDraft.NEW.value());
        var refresh = new EndpointCodeRefresh(
                new EndpointClients(fleet, host -> pool, pool::nonce, pool.time),
                PlanDraft.of(1).opcache(opcache).plan().playbook(),
                reference -> new Secret(FakePool.KEY.privatePem()),
                new Sessions(new ScriptedHost(), (session, same) -> web),
                pool.time,
                thread);
        return refresh.prove(FakePool.host(Optional.empty()), web, PlanDraft.NEW, Direction.FORWARD);
    }

    private void endsInTime(Duration most) {
        assertTrue(pool.time.elapsed().compareTo(most.plus(GRACE)) < 0, () -> "it took " + pool.time.elapsed());
    }

    @ParameterizedTest
    @CsvSource({"1500", "4000", "9000", "3600000"})
    void a_rate_limit_that_leaves_too_few_requests_ends_the_proof_in_time_and_is_named(long interval) {
        var limited = new LimitedHttp(pool, Duration.ofMillis(interval));

        var failure = assertThrows(ProofException.class, () -> prove(limited, Method.AUTO));

        endsInTime(WITHIN);
        assertTrue(failure.why().contains("by a rate limit"), failure.why());
        assertTrue(failure.failure("prove").next().contains("limit_req"), failure.why());
        assertTrue(limited.refused < 300, () -> limited.refused + " requests were refused");
    }

    @Test
    void a_rate_limit_that_leaves_enough_is_kept_to() throws Exception {
        var limited = new LimitedHttp(pool, Duration.ofMillis(400));

        assertEquals(4, prove(limited, Method.AUTO).workersProved());

        endsInTime(WITHIN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"AUTO", "RESET", "NONE"})
    void answers_that_each_take_seconds_end_the_proof_in_time_and_are_named(Method method) {
        pool.served.replaceAll(stale -> PlanDraft.NEW.value());

        var failure = assertThrows(ProofException.class, () -> prove(slow(Duration.ofSeconds(5)), method));

        endsInTime(WITHIN.plusSeconds(8 * 5));
        assertTrue(failure.why().contains("opcache.proof.within (30 s, for the whole proof) is over"), failure.why());
    }

    private HostHttp slow(Duration each) {
        return new HostHttp() {
            @Override
            public HttpAnswer send(HttpCall call) throws HostHttpException {
                if (call.timeout().compareTo(each) < 0) {
                    pool.time.pass(call.timeout());
                    throw new HostHttpException("no answer within " + call.timeout());
                }
                pool.time.pass(each);
                return pool.send(call);
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    @Test
    void an_endpoint_that_is_not_found_and_then_limited_is_given_up_in_time() {
        pool.instead.addAll(Collections.nCopies(200, new HttpAnswer(404, Map.of(), "", Duration.ZERO)));
        var limited = new LimitedHttp(pool, Duration.ofSeconds(2));

        assertThrows(ProofException.class, () -> prove(limited, Method.AUTO));

        endsInTime(WITHIN);
    }

    /** Each part of the proof waits for it, and all waits together have one bound. */
    @Test
    void a_worker_that_stays_busy_is_waited_for_once() {
        pool.busy.add(FakePool.pid(1));

        assertThrows(ProofException.class, () -> prove(pool, Method.AUTO));

        endsInTime(BUSY_FOR);
    }

    @Test
    void a_worker_that_ends_its_long_request_leaves_the_whole_time_to_the_rest_of_the_proof() throws Exception {
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.add(() -> {
            if (pool.time.elapsed().compareTo(LONG_REQUEST) >= 0) {
                pool.busy.clear();
            }
        });

        assertEquals(4, prove(pool, Method.AUTO).workersProved());

        assertTrue(pool.asked.contains(Operation.INVALIDATE));
        endsInTime(LONG_REQUEST);
    }
}
