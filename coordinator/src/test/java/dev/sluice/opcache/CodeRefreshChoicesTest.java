package dev.sluice.opcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.document.Secret;
import dev.sluice.document.SecretException;
import dev.sluice.document.SecretReference;
import dev.sluice.endpoint.CacheWork;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.OpcacheMemory;
import dev.sluice.endpoint.OpcacheSettings;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.host.HostHttp;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.host.Sessions;
import dev.sluice.inventory.Host;
import dev.sluice.opcache.CodeRefresh.ProofException;
import dev.sluice.opcache.CodeRefresh.Served;
import dev.sluice.plan.DraftTask;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.ReleaseId;
import dev.sluice.playbook.EndpointChoice;
import dev.sluice.playbook.Opcache;
import dev.sluice.playbook.Opcache.Method;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.Proof;
import dev.sluice.playbook.Proof.Busy;
import dev.sluice.playbook.Tasks;
import dev.sluice.rollout.Direction;
import dev.sluice.rollout.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked, reported and done for each choice that a playbook has. */
class CodeRefreshChoicesTest {
    private static final Host HOST = FakePool.host(Optional.of("unix:/run/php/php-fpm.sock"));
    private static final String NEW = PlanDraft.NEW.value();
    private static final SecretReference KEY = new SecretReference(SecretReference.Kind.ENV, "KEY");
    private static final OpcacheMemory FULL = new OpcacheMemory(95, 5, 0, 10, 100, 1, 9, false);
    private static final EndpointChoice OWN =
            new EndpointChoice.Own("/_token", "Authorization", "Bearer ", KEY, "success");

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final FakePool pool = new FakePool(4);
    private final ScriptedHost shell = new ScriptedHost();

    private EndpointChoice endpoint = new EndpointChoice.InRelease();
    private Optional<SecretReference> key = Optional.of(KEY);
    private Method method = Method.AUTO;
    private Busy busy = Busy.WAIT;
    private Tasks tasks = new Tasks(List.of(), List.of(), List.of(), List.of());
    private boolean secretMissing;

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private EndpointCodeRefresh refresh() {
        return new EndpointCodeRefresh(
                new EndpointClients(
                        new EndpointSite(FakePool.AT.inventory(), FakePool.AT.site(), ""),
                        host -> pool,
                        pool::nonce,
                        pool.time),
                playbook(),
                this::secret,
                new Sessions(shell, (session, web) -> pool),
                pool.time,
                threads);
    }

    private Secret secret(SecretReference reference) throws SecretException {
        if (secretMissing) {
            throw new SecretException(reference + " is not set");
        }
        return new Secret(FakePool.KEY.privatePem());
    }

    private Playbook playbook() {
        var proof = new Proof(new Proof.Workers.All(), Duration.ofSeconds(5), busy, Duration.ofMinutes(2));
        var opcache = new Opcache(endpoint, key, method, Optional.of("reload"), true, proof, List.of());
        return PlanDraft.of(1).tasks(tasks).opcache(opcache).plan().playbook();
    }

    /** With a release compiled on the host before the new one is live. */
    private EndpointCodeRefresh switchedAfterWarming(ReleaseId release) throws Exception {
        var refresh = refresh();
        refresh.warm(HOST, pool, release, Direction.FORWARD);
        pool.switchTo(NEW);
        return refresh;
    }

    private Served served() throws ProofException {
        return refresh().served(HOST, pool);
    }

    private Evidence prove(Direction direction) throws ProofException {
        return refresh().prove(HOST, pool, PlanDraft.NEW, direction);
    }

    @Test
    void what_is_served_is_reported_with_the_method_for_the_next_release_and_why() throws Exception {
        assertEquals(
                new Served(
                        "old",
                        "invalidate, room as long as little is cached (nothing restarts, and the new release is"
                                + " compiled before the first visitor)",
                        OutdatedScripts.NONE),
                served());
    }

    @Test
    void where_opcache_is_off_no_room_is_reported_but_the_way_by_which_it_was_asked() throws Exception {
        pool.settings = new OpcacheSettings(false, false, false, 2, 180, false, false, false);
        endpoint = new EndpointChoice.FastCgi();
        assertEquals(
                "invalidate (OPcache is off, so only the paths that workers remember are in the way; asked over"
                        + " PHP-FPM's socket, which does not show which root the web server uses)",
                served().method());
    }

    @Test
    void a_planned_restart_is_reported_with_what_it_is_to_visitors() throws Exception {
        pool.memory = FULL;
        var method = served().method();
        assertTrue(method.startsWith("reset, no room for another release (a planned restart: "), method);
        assertTrue(method.contains("; visitors stay on the host meanwhile"), method);
    }

    @Test
    void a_method_that_cannot_work_there_is_refused_before_anything_is_switched() {
        pool.settings = new OpcacheSettings(true, true, false, 2, 180, true, true, false);
        method = Method.RESET;
        var refused = assertThrows(ProofException.class, this::served);
        assertEquals("the method reset cannot make this host serve a release", refused.getMessage());
        assertTrue(refused.why().startsWith("opcache.preload is set: "), refused.why());
        assertTrue(refused.why().contains("; opcache.file_cache is set: "), refused.why());
        assertEquals(
                refused.getMessage(),
                assertThrows(ProofException.class, () -> prove(Direction.FORWARD))
                        .getMessage());
    }

    @Test
    void without_an_endpoint_in_the_release_nobody_is_asked() throws Exception {
        for (var choice : List.of(new EndpointChoice.None(), OWN)) {
            endpoint = choice;
            assertEquals(Served.NOTHING, served());
            var refresh = refresh();
            refresh.warm(HOST, pool, PlanDraft.NEW, Direction.FORWARD);
            refresh.forgetOthers(HOST, pool, PlanDraft.NEW);
        }
        assertEquals(List.of(), pool.asked);
    }

    @Test
    void a_reload_that_would_end_requests_of_visitors_is_refused_before_anything_is_switched() {
        method = Method.RELOAD;
        shell.master(1, "0");
        var failure = assertThrows(ProofException.class, this::served);
        assertEquals("a reload would end requests of visitors", failure.getMessage());
    }

    @Test
    void on_a_host_that_is_drained_a_reload_ends_nobodys_request() throws Exception {
        method = Method.RELOAD;
        shell.master(1, "0");
        tasks = new Tasks(List.of(), List.of(DraftTask.task("drain").spec()), List.of(), List.of());
        assertTrue(served().method().startsWith("reload, "));
        assertEquals(List.of(), shell.commands);
    }

    @Test
    void an_endpoint_that_refuses_is_reported_at_each_step() {
        pool.instead.add(new HttpAnswer(403, Map.of(), "", Duration.ZERO));
        assertEquals(
                "the endpoint cannot be called",
                assertThrows(ProofException.class, this::served).getMessage());
        pool.instead.add(new HttpAnswer(403, Map.of(), "", Duration.ZERO));
        assertEquals(
                "nothing was compiled before the switch",
                assertThrows(ProofException.class, () -> refresh().warm(HOST, pool, PlanDraft.NEW, Direction.FORWARD))
                        .getMessage());
        pool.instead.add(new HttpAnswer(403, Map.of(), "", Duration.ZERO));
        assertEquals(
                "it is not proved that PHP serves " + NEW,
                assertThrows(ProofException.class, () -> prove(Direction.FORWARD))
                        .getMessage());
    }

    @Test
    void a_key_that_is_not_named_or_cannot_be_read_is_reported() {
        secretMissing = true;
        assertEquals(
                "the endpoint's key cannot be read",
                assertThrows(ProofException.class, this::served).getMessage());
        key = Optional.empty();
        assertEquals(
                "no key signs requests to the endpoint",
                assertThrows(ProofException.class, this::served).getMessage());
    }

    @Test
    void what_was_compiled_before_the_switch_is_part_of_the_evidence_once() throws Exception {
        pool.works.add(new CacheWork(5, 0, "", false));
        var refresh = switchedAfterWarming(PlanDraft.NEW);

        var evidence = refresh.prove(HOST, pool, PlanDraft.NEW, Direction.FORWARD);

        assertEquals("invalidate", evidence.method());
        assertEquals(4, evidence.workersProved());
        assertEquals("5", evidence.facts().get("scripts compiled before"));
        assertEquals("0", evidence.facts().get("restarts before"));
        assertEquals("0", evidence.facts().get("restarts after"));
        assertTrue(Integer.parseInt(evidence.facts().get("answers")) >= 8);
        assertTrue(evidence.facts().getOrDefault("why this method", "").startsWith("nothing restarts"));
        assertFalse(evidence.facts().containsKey(Evidence.ASKED));
        assertFalse(evidence.facts().containsKey(Evidence.PLANNED_RESTART));
        assertTrue(evidence.took().toMillis() > 0);
        assertEquals(
                "0",
                refresh.prove(HOST, pool, PlanDraft.NEW, Direction.FORWARD)
                        .facts()
                        .get("scripts compiled before"));
    }

    @Test
    void what_was_compiled_of_another_release_does_not_count() throws Exception {
        pool.works.add(new CacheWork(5, 0, "", false));
        var refresh = switchedAfterWarming(PlanDraft.OLD);
        assertEquals(
                "0",
                refresh.prove(HOST, pool, PlanDraft.NEW, Direction.FORWARD)
                        .facts()
                        .get("scripts compiled before"));
    }

    @Test
    void the_evidence_names_a_planned_restart_and_the_way_by_which_php_was_asked() throws Exception {
        pool.memory = FULL;
        pool.outdated = new OutdatedScripts(
                new OutdatedScripts.Some(1, List.of("shared/settings.php")), new OutdatedScripts.Some(0, List.of()));
        endpoint = new EndpointChoice.FastCgi();
        var refresh = switchedAfterWarming(PlanDraft.NEW);

        var facts = refresh.prove(HOST, pool, PlanDraft.NEW, Direction.FORWARD).facts();

        assertTrue(facts.getOrDefault(Evidence.PLANNED_RESTART, "").startsWith("a planned restart: "));
        assertTrue(facts.getOrDefault(Evidence.ASKED, "").startsWith("over PHP-FPM's socket"));
        assertEquals("1", facts.get("restarts after"));
        assertEquals("shared/settings.php", facts.get(Evidence.CHANGED));
    }

    @Test
    void a_revert_waits_for_a_busy_worker() throws Exception {
        busy = Busy.FAIL;
        pool.switchTo(NEW);
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.add(() -> {
            if (pool.time.paused().toSeconds() > 20) {
                pool.busy.clear();
            }
        });
        assertEquals(4, prove(Direction.BACK).workersProved());
        pool.busy.add(FakePool.pid(1));
        pool.time.whenPausing.clear();
        assertThrows(ProofException.class, () -> prove(Direction.FORWARD));
    }

    @Test
    void scripts_of_other_releases_are_forgotten_and_a_failure_is_left_to_the_next_restart() {
        pool.switchTo(NEW);
        refresh().forgetOthers(HOST, pool, PlanDraft.NEW);
        assertEquals(List.of(Operation.INVALIDATE), pool.asked);
        pool.silent = true;
        refresh().forgetOthers(HOST, pool, PlanDraft.NEW);
        assertEquals(2, pool.asked.size());
    }

    @Test
    void without_an_endpoint_the_link_is_the_evidence() throws Exception {
        endpoint = new EndpointChoice.None();
        assertEquals(
                new Evidence("none", 0, 0, Duration.ZERO, Map.of("proof", "the link names the release")),
                prove(Direction.FORWARD));
    }

    @Test
    void a_sites_own_endpoint_is_called_and_health_checks_are_the_proof() throws Exception {
        endpoint = OWN;
        assertEquals(
                new Evidence("own endpoint", 0, 0, Duration.ofMillis(3), Map.of("proof", "by the health checks")),
                refresh().prove(HOST, new OwnEndpoint(), PlanDraft.NEW, Direction.FORWARD));
        secretMissing = true;
        var missing = assertThrows(
                ProofException.class, () -> refresh().prove(HOST, new OwnEndpoint(), PlanDraft.NEW, Direction.FORWARD));
        assertEquals("a secret is missing", missing.getMessage());
    }

    private static final class OwnEndpoint implements HostHttp {
        @Override
        public HttpAnswer send(HttpCall call) {
            return new HttpAnswer(200, Map.of(), "success", Duration.ofMillis(3));
        }

        @Override
        public void close() {}
    }

    @Test
    void a_coordinator_that_is_ended_meanwhile_reports_it_and_stays_interrupted() {
        pool.switchTo(NEW);
        Thread.currentThread().interrupt();
        var failure = assertThrows(ProofException.class, () -> prove(Direction.FORWARD));
        assertEquals("the proof was interrupted", failure.getMessage());
        assertTrue(Thread.interrupted());
    }
}
