package dev.sluice.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.Restrictions.DisabledHost;
import dev.sluice.plan.Restrictions.Freeze;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestrictionsTest {
    private static final Instant AT = PlanDraft.AT;
    private static final FleetName FLEET = new FleetName("prod", "shop", Optional.of("7c1f"));
    private static final Restrictions NONE = Restrictions.none(FLEET);

    private static DisabledHost disabled(int host, Optional<Instant> until) {
        return new DisabledHost(PlanDraft.web(host), "new disk", until);
    }

    @Test
    void every_change_has_the_next_counter_and_leaves_the_rest() {
        var frozen = NONE.withFreeze(Optional.of(new Freeze("sale", Optional.empty())), AT, "anna");
        var both = frozen.disabling(disabled(1, Optional.empty()), AT, "ben");
        assertEquals(List.of(1L, 2L), List.of(frozen.counter(), both.counter()));
        assertEquals(frozen.freeze(), both.freeze());
        var thawed = both.withFreeze(Optional.empty(), AT, "anna");
        assertEquals(both.disabled(), thawed.disabled());
        assertEquals(List.of(), thawed.enabling(PlanDraft.web(1), AT, "ben").disabled());
        assertEquals(4, thawed.enabling(PlanDraft.web(1), AT, "ben").counter());
    }

    @Test
    void a_host_is_out_once_with_its_last_reason() {
        var twice = NONE.disabling(disabled(1, Optional.empty()), AT, "anna")
                .disabling(disabled(1, Optional.of(AT)), AT, "anna");
        assertEquals(List.of(disabled(1, Optional.of(AT))), twice.disabled());
    }

    @Test
    void they_end_at_their_time_and_not_before() {
        var end = AT.plusSeconds(60);
        var all = NONE.withFreeze(Optional.of(new Freeze("sale", Optional.of(end))), AT, "anna")
                .disabling(disabled(1, Optional.of(end)), AT, "anna")
                .disabling(disabled(2, Optional.empty()), AT, "anna");
        assertTrue(all.freezeAt(end.minusMillis(1)).isPresent());
        assertFalse(all.freezeAt(end).isPresent());
        assertEquals(2, all.disabledAt(end.minusMillis(1)).size());
        assertEquals(List.of(disabled(2, Optional.empty())), all.disabledAt(end));
    }

    @Test
    void the_highest_counter_counts_and_of_two_the_later_one() {
        var first = NONE.withFreeze(Optional.empty(), AT, "anna");
        var second = first.withFreeze(Optional.empty(), AT.minusSeconds(9), "anna");
        assertEquals(second, first.newer(second));
        assertEquals(second, second.newer(first));
        var other = NONE.withFreeze(Optional.empty(), AT.plusSeconds(1), "ben");
        assertEquals(other, first.newer(other));
        assertEquals(other, other.newer(first));
    }

    @Test
    void they_belong_to_a_project_whatever_its_names_or_to_names_without_one() {
        assertTrue(NONE.isOf(new FleetName("prod", "renamed", Optional.of("7c1f"))));
        assertFalse(NONE.isOf(new FleetName("prod", "shop", Optional.of("other"))));
        assertFalse(NONE.isOf(new FleetName("prod", "shop")));
        assertTrue(Restrictions.none(new FleetName("prod", "shop")).isOf(new FleetName("prod", "shop")));
        assertFalse(Restrictions.none(new FleetName("prod", "shop")).isOf(FLEET));
        assertFalse(Restrictions.none(new FleetName("prod", "shop")).isOf(new FleetName("prod", "blog")));
    }
}
