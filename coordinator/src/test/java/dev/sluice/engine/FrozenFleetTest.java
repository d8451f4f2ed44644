package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.FakeHosts.Doing;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A fleet that people freeze while a rollout runs. */
class FrozenFleetTest {
    private static Rollouts.Ended run(EngineRun run, FreezeCheck freeze) throws Exception {
        var channels = new ControlChannels(run.requests, run.copies, run.interruption, freeze);
        return new Rollouts(new MemoryStore(run.hosts::watchedBy), plan -> run.hosts, channels, run.time)
                .start(run.plan, (seq, event, state) -> run.events.add(event));
    }

    @Test
    void no_batch_is_opened_and_the_one_before_ends() throws Exception {
        var run = new EngineRun(PlanDraft.of(3));
        var asked = new AtomicInteger();
        var ended = run(run, near -> {
            assertEquals(1, near.size(), "hosts of the batch");
            return asked.incrementAndGet() > 1 ? Optional.of("database moves") : Optional.empty();
        });
        assertEquals(RolloutPhase.FROZEN, ended.state().phase());
        assertEquals(1, run.hosts.done(Doing.SWITCH).size());
        assertTrue(ended.state().phase().waitsForPerson(), "nothing continues by itself");
        assertEquals(
                "database moves", run.events(FleetEvent.Frozen.class).get(0).message());
    }

    @Test
    void a_rollback_and_a_refresh_do_not_ask() throws Exception {
        for (var draft :
                new PlanDraft[] {PlanDraft.of(2).rollback(), PlanDraft.of(2).refresh()}) {
            var ended = run(new EngineRun(draft), near -> Optional.of("database moves"));
            assertEquals(Outcome.SUCCEEDED, ended.state().outcome().orElseThrow());
        }
    }
}
