package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.Waiver;
import dev.sluice.readiness.RefusedException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);

    /** Both are on release b. */
    private static final Survey SURVEY = new Survey(
            List.of(PlanDraft.host(WEB1), PlanDraft.host(WEB2)),
            Map.of(
                    WEB1, new FactsDraft().live("b").facts(),
                    WEB2, new FactsDraft().live("b").facts()),
            Map.of());

    private static Waiver forced(HostName host) {
        return new Waiver(Waiver.Kind.HOST, host.value(), "mended by hand");
    }

    private static void refuse(Map<HostName, String> expected, Waiver... forced) throws RefusedException {
        new Drift(expected, List.of(forced)).refuse(SURVEY);
    }

    @Test
    void a_host_that_somebody_else_changed_is_left_alone() {
        var refused =
                assertThrows(RefusedException.class, () -> refuse(Map.of(WEB1, "releases/b", WEB2, "releases/a")));
        assertEquals(Reason.DIVERGED, refused.reason());
        assertEquals(
                List.of(
                        WEB2
                                + ": current was changed outside of Sluice: the record has 'releases/a', the host 'releases/b'"),
                refused.lines());
        assertTrue(refused.next().contains("--force " + WEB2 + " --reason TEXT"), refused::next);
    }

    @Test
    void a_person_may_say_that_it_begins_from_what_is_there() {
        assertDoesNotThrow(() -> refuse(Map.of(WEB2, "releases/a"), forced(WEB2)));
    }

    @Test
    void that_word_is_for_one_host_only() {
        var refused = assertThrows(
                RefusedException.class, () -> refuse(Map.of(WEB1, "releases/a", WEB2, "releases/a"), forced(WEB2)));
        assertEquals(1, refused.lines().size());
    }

    @Test
    void a_host_that_is_not_part_of_it_cannot_be_forced() {
        var refused = assertThrows(RefusedException.class, () -> refuse(Map.of(), forced(PlanDraft.web(9))));
        assertEquals(Reason.USAGE, refused.reason());
    }

    @Test
    void without_a_record_there_is_nothing_that_could_have_changed() {
        assertDoesNotThrow(() -> refuse(Map.of()));
    }

    @Test
    void a_link_that_somebody_removed_is_named_as_that() {
        var removed = new FactsDraft();
        removed.target = "";
        var survey = new Survey(List.of(PlanDraft.host(WEB1)), Map.of(WEB1, removed.facts()), Map.of());
        var refused = assertThrows(
                RefusedException.class, () -> new Drift(Map.of(WEB1, "releases/a"), List.of()).refuse(survey));
        assertTrue(refused.lines().get(0).endsWith("the record has 'releases/a', the host there is none"));
    }
}
