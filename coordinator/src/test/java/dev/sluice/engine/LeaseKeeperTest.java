package dev.sluice.engine;

import static dev.sluice.engine.FakeHosts.defect;
import static dev.sluice.engine.FakeHosts.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.HostPhase;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
    private static final HostName WEB1 = PlanDraft.web(1);

    private final RolloutPlan plan = PlanDraft.of(3).parallel(1).plan();
    private final FakeHosts hosts = new FakeHosts(plan);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Recorder recorder =
            new Recorder(plan, new MemoryJournal(), (seq, event, state) -> {}, new RealThreads());
    private final LeaseKeeper keeper =
            new LeaseKeeper(plan, hosts, recorder, new VirtualTime(), new FanOut(threads), new RealThreads());

    @AfterEach
    void end() {
        keeper.close();
        recorder.close();
        threads.shutdownNow();
    }

    private void lockAll() throws Exception {
        for (var host : plan.hosts()) {
            recorder.write(new HostEvent.HostLocked(PlanDraft.AT, host.name(), hosts.takeLease(host)));
        }
    }

    private void now(RolloutEvent... events) throws JournalException {
        recorder.write(List.of(events));
    }

    private void renew() throws Exception {
        recorder.serveUntil(CompletableFuture.runAsync(keeper::renewAll, threads));
    }

    private Set<String> renewed() {
        return new HashSet<>(hosts.done(Doing.RENEW));
    }

    @Test
    void every_lease_is_renewed() throws Exception {
        lockAll();

        renew();

        assertEquals(Set.of("RENEW web001", "RENEW web002", "RENEW web003"), renewed());
    }

    @Test
    void a_host_that_does_not_answer_delays_no_other_renewal_though_hosts_are_released_one_by_one() throws Exception {
        lockAll();
        var others = new CountDownLatch(2);
        hosts.before(Doing.RENEW, 1, () -> awaitRenewed(others));
        hosts.after(Doing.RENEW, 2, others::countDown);
        hosts.after(Doing.RENEW, 3, others::countDown);

        renew();

        assertEquals("RENEW web001", hosts.done(Doing.RENEW).get(2));
    }

    private static void awaitRenewed(CountDownLatch others) {
        try {
            assertTrue(others.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void no_lease_is_renewed_that_was_never_taken() throws Exception {
        renew();

        assertEquals(Set.of(), renewed());
    }

    @Test
    void a_host_that_was_taken_over_has_failed_and_nothing_more_is_started() throws Exception {
        lockAll();
        hosts.takenOver(WEB1);

        renew();

        assertEquals(
                Kind.FENCED, recorder.state().host(WEB1).failure().orElseThrow().kind());
        assertEquals(true, new RolloutMachine(plan).isFailing(recorder.state()));
    }

    @Test
    void a_renewal_that_did_not_arrive_is_no_harm_yet() throws Exception {
        lockAll();
        hosts.before(Doing.RENEW, 1, fails(Kind.UNREACHABLE));

        renew();

        assertEquals(List.of(), recorder.state().failedHosts());
    }

    @Test
    void a_defect_in_one_renewal_ends_neither_the_others_nor_the_next_ones() throws Exception {
        lockAll();
        hosts.before(Doing.RENEW, 1, defect());

        renew();
        renew();

        assertEquals(5, hosts.done(Doing.RENEW).size());
    }

    @Test
    void a_loss_in_the_middle_of_a_switch_is_left_to_the_switch() throws Exception {
        lockAll();
        now(new HostEvent.HostSwitching(PlanDraft.AT, WEB1, "from", "to", 1));
        hosts.takenOver(WEB1);

        renew();

        assertEquals(HostPhase.SWITCHING, recorder.state().host(WEB1).phase(), "in doubt, and not as before");
    }

    @Test
    void a_failed_host_keeps_its_lease_for_as_long_as_it_has_to_be_put_back() throws Exception {
        lockAll();
        var failure = FakeHosts.failure(Kind.HEALTH);
        now(
                new HostEvent.HostFailed(PlanDraft.AT, WEB1, failure),
                new HostEvent.HostSwitched(PlanDraft.AT, PlanDraft.web(2), "to", Duration.ZERO),
                new HostEvent.HostFailed(PlanDraft.AT, PlanDraft.web(2), failure));

        renew();

        assertEquals(Set.of("RENEW web002", "RENEW web003"), renewed());
    }

    @Test
    void a_renewal_with_a_token_that_was_changed_meanwhile_says_nothing() throws Exception {
        lockAll();
        hosts.before(Doing.RENEW, 1, () -> {
            try {
                recorder.record(new HostEvent.HostLocked(PlanDraft.AT, WEB1, hosts.changeToken(plan.host(WEB1), 1)));
            } catch (JournalException e) {
                throw new AssertionError(e);
            }
        });

        renew();

        assertEquals(List.of(), recorder.state().failedHosts());
    }

    @Test
    void a_lease_that_was_given_back_at_the_end_is_not_lost() throws Exception {
        lockAll();
        keeper.rest();
        hosts.takenOver(WEB1);

        renew();

        assertEquals(new ArrayList<>(), recorder.state().failedHosts());
    }
}
