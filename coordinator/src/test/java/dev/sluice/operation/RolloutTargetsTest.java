package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.plan.LeftOut;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.Restrictions.DisabledHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutTargetsTest {
    private static final RolloutTargets THREE = new RolloutTargets(
            List.of(
                    List.of(PlanDraft.host(PlanDraft.web(1))),
                    List.of(PlanDraft.host(PlanDraft.web(2)), PlanDraft.host(PlanDraft.web(4)))),
            List.of(new DisabledHost(PlanDraft.web(3), "new disk", Optional.empty())));

    @Test
    void a_part_of_which_no_host_is_left_is_none() {
        var left = THREE.only(host -> !host.name().equals(PlanDraft.web(1)));
        assertEquals(List.of(THREE.parts().get(1)), left.parts());
        assertEquals(THREE.disabled(), left.disabled());
        assertEquals(THREE.parts().get(1), left.hosts());
    }

    @Test
    void all_that_are_left_out_are_in_the_order_of_their_names() {
        var first = new LeftOut(PlanDraft.web(1), "it could not be reached");
        var last = new LeftOut(PlanDraft.web(9), "it could not be reached");
        assertEquals(
                List.of(first, LeftOut.disabled(PlanDraft.web(3), "disabled: new disk"), last),
                THREE.leftOut(List.of(last, first)));
    }
}
