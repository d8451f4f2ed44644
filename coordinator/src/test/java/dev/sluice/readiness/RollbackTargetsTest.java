package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.PlanDraft;
import dev.sluice.readiness.RollbackTargets.OfHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTargetsTest {
    private static OfHost host(int number, String release, String obstacle) {
        return new OfHost(
                PlanDraft.web(number),
                Optional.of(release).filter(id -> !id.isEmpty()),
                Optional.of(obstacle).filter(why -> !why.isEmpty()),
                number == 3 ? "reset (set in the playbook)" : "invalidate (nothing restarts)");
    }

    @Test
    void it_is_proved_when_it_is_on_every_host() {
        var back = new RollbackTargets(List.of(host(1, "b", ""), host(2, "a", ""), host(3, "a", "")));
        assertTrue(back.verified());
        assertEquals("rollback target a, b verified", back.summary());
    }

    @Test
    void one_reason_on_one_host_is_enough_and_the_host_is_named() {
        var back = new RollbackTargets(List.of(host(1, "a", ""), host(2, "a", "it is not there any more")));
        assertFalse(back.verified());
        assertEquals("rollback target a not verified: web002: it is not there any more", back.summary());
    }

    @Test
    void a_reason_of_all_hosts_names_none_and_further_ones_are_counted() {
        assertEquals(
                "rollback not possible yet: this is the first release here",
                new RollbackTargets(List.of(
                                host(1, "", "this is the first release here"),
                                host(2, "", "this is the first release here")))
                        .summary());
        var two = new RollbackTargets(List.of(host(1, "a", "x"), host(2, "a", "y"), host(3, "a", "x")));
        assertEquals("rollback target a not verified: web001, web003: x; and 1 more", two.summary());
        assertEquals(List.of("web001, web003: x", "web002: y"), two.obstacles());
    }

    @Test
    void the_methods_name_their_hosts_where_not_all_have_the_same() {
        assertEquals(
                List.of("web001, web002: invalidate (nothing restarts)", "web003: reset (set in the playbook)"),
                new RollbackTargets(List.of(host(1, "a", ""), host(2, "a", ""), host(3, "a", ""))).methods());
        assertEquals(
                List.of("invalidate (nothing restarts)"), new RollbackTargets(List.of(host(1, "a", ""))).methods());
    }

    @Test
    void a_host_that_was_not_asked_for_its_method_has_no_line() {
        var unasked = new OfHost(PlanDraft.web(4), Optional.of("a"), Optional.empty(), "");
        assertEquals(
                List.of("web001: invalidate (nothing restarts)"),
                new RollbackTargets(List.of(host(1, "a", ""), unasked)).methods());
    }
}
