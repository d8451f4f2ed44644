package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.journal.FileRolloutStore;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutPlan;
import dev.sluice.rollout.FleetEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final RolloutPlan PLAN = PlanDraft.of(2).plan();

    @TempDir
    private Path temporary = Path.of("");

    private Path journal = Path.of("");

    @BeforeEach
    void a_record_of_three() throws Exception {
        try (var open = store().create(PLAN)) {
            journal = open.directory().resolve("journal.jsonl");
            open.journal().append(List.of(new FleetEvent.RolloutStarted(PlanDraft.AT, open.planDigest(), "anna")));
            open.journal().append(List.of(new FleetEvent.Paused(PlanDraft.AT, "ben")));
            open.journal().append(List.of(new FleetEvent.RolloutResumed(PlanDraft.AT, "ben")));
        }
    }

    private FileRolloutStore store() {
        return new FileRolloutStore(temporary.resolve("state"), InstantSource.fixed(PlanDraft.AT));
    }

    private Audit.Verdict verdict() throws Exception {
        var verdicts = new Audit(store(), FleetName.of(PLAN)).verify("r-");
        assertEquals(1, verdicts.size());
        return verdicts.get(0);
    }

    @Test
    void a_sound_record_is_told_with_its_head() throws Exception {
        assertEquals(3, verdict().records());
        assertEquals(store().read(PLAN.id()).head(), verdict().head());
        assertTrue(verdict().problem().isEmpty());
    }

    @Test
    void a_changed_byte_in_the_middle_is_damage_at_its_line() throws Exception {
        Files.writeString(journal, Files.readString(journal).replaceFirst("\"ben\"", "\"bob\""));
        assertEquals("", verdict().head());
        assertTrue(
                verdict().problem().orElseThrow().contains("line 2: was changed after it was written"),
                verdict()::toString);
    }

    @Test
    void an_end_that_a_crash_tore_is_noted_and_the_rest_is_sound() throws Exception {
        var text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 9));
        assertEquals(2, verdict().records());
        assertTrue(verdict().notes().get(0).contains("a crash left it incomplete"), verdict()::toString);
    }

    @Test
    void only_the_rollouts_that_are_meant_are_read() throws Exception {
        assertEquals(List.of(), new Audit(store(), FleetName.of(PLAN)).verify("r-0000"));
    }
}
