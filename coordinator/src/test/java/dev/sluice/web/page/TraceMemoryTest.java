package dev.sluice.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.engine.RecordedRollout;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutId;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceMemoryTest {
    private final Map<RolloutId, SampleEvents> records = new HashMap<>();
    private final List<RolloutId> read = new ArrayList<>();
    private final List<RolloutSummary> history = new ArrayList<>();
    private final TraceMemory memory = new TraceMemory(this::record);

    private RecordedRollout record(RolloutId id) {
        read.add(id);
        var events = Objects.requireNonNull(records.get(id));
        return new RecordedRollout(
                events.plan(), events.events(), "0".repeat(64), Path.of("r"), Optional.empty(), List.of());
    }

    private void older(int number, SampleEvents events) {
        var id = RolloutIds.of(number);
        records.put(id, events);
        history.add(new RolloutSummary(
                id,
                Purpose.RELEASE,
                PlanDraft.NEW,
                "anna",
                PlanDraft.AT,
                PlanDraft.AT,
                RolloutPhase.FINISHED,
                Optional.empty(),
                Optional.of(Outcome.SUCCEEDED),
                List.of(),
                List.of()));
    }

    private static SampleEvents good(int number, int hosts) {
        return SampleEvents.good(PlanDraft.of(hosts).id(RolloutIds.of(number)));
    }

    private Map<HostName, HostTrace> traces(HostName... hosts) throws Exception {
        return memory.of(List.of(hosts), history, Optional.empty());
    }

    @Test
    void a_finished_record_is_read_once_and_none_that_is_not_needed() throws Exception {
        older(1, good(1, 2));
        older(2, good(2, 2));
        traces(PlanDraft.web(1), PlanDraft.web(2));
        traces(PlanDraft.web(1), PlanDraft.web(2));
        assertEquals(List.of(RolloutIds.of(1)), read);
    }

    @Test
    void a_host_that_no_rollout_has_costs_a_few_records_and_not_all() throws Exception {
        for (int i = 0; i < 100; i++) {
            older(i, good(i, 1));
        }
        var traces = traces(PlanDraft.web(1), PlanDraft.web(9));
        assertEquals(8, read.size());
        assertTrue(!traces.containsKey(PlanDraft.web(9)));
    }

    @Test
    void what_the_newest_does_not_show_is_taken_from_an_older_one() throws Exception {
        older(1, SampleEvents.of(PlanDraft.of(1).id(RolloutIds.of(1))).staged().ended(Outcome.UNTOUCHED));
        older(2, good(2, 1));
        var trace = Objects.requireNonNull(traces(PlanDraft.web(1)).get(PlanDraft.web(1)));
        assertEquals(Optional.of(PlanDraft.OLD), trace.live());
        assertEquals(
                Optional.of(PlanDraft.NEW),
                trace.proof().map(HostTrace.Proof::release).map(ReleaseId::new));
        assertEquals(RolloutIds.of(1), trace.rollout());
    }
}
