package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.artifact.Provenance;
import dev.sluice.operation.ReleaseOrder.Starter;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.Waiver;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.playbook.ReleaseWindow.Fit;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseOrderTest {
    private static Playbook playbook(Fit fit) {
        var window = new ReleaseWindow(ZoneId.of("UTC"), List.of(), List.of(), Closing.HALT, fit);
        return PlanDraft.of(1).window(window).plan().playbook();
    }

    private static ReleaseOrder order(Starter starter, Waiver... waivers) {
        return new ReleaseOrder(
                Optional.empty(),
                Provenance.Digest.REQUIRED,
                Optional.empty(),
                List.of(waivers),
                Optional.empty(),
                starter);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, ON, ON",
        "PERSON, BATCH, BATCH",
        "SCHEDULE, ON, ROLLOUT",
        "SCHEDULE, BATCH, BATCH",
        "SCHEDULE, OFF, OFF"
    })
    void all_of_a_rollout_that_no_person_started_has_to_fit_unless_the_playbook_names_something_else(
            Starter starter, Fit written, Fit applied) throws Exception {
        var playbook = order(starter).of(playbook(written));
        assertEquals(Optional.of(applied), playbook.window().map(ReleaseWindow::fit));
    }

    @Test
    void a_check_that_is_waived_is_not_among_the_checks_whoever_starts() throws Exception {
        var playbook = playbook(Fit.ON);
        var check = playbook.health().get(0).name();
        var waiver = new Waiver(Waiver.Kind.CHECK, check, "broken");
        for (var starter : Starter.values()) {
            assertEquals(List.of(), order(starter, waiver).of(playbook).health());
            assertEquals(playbook.health(), order(starter).of(playbook).health());
        }
    }
}
