package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.codec.SamplePlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.Waiver;
import dev.sluice.plan.Waiver.Kind;
import dev.sluice.playbook.HealthCheck;
import dev.sluice.playbook.Playbook;
import dev.sluice.playbook.ReleaseWindow;
import dev.sluice.playbook.ReleaseWindow.Closing;
import dev.sluice.readiness.RefusedException.Reason;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaiversTest {
    private static final Playbook PLAYBOOK = playbook();

    private static Playbook playbook() {
        var sample = SamplePlan.of("web001").playbook();
        var checks = List.<HealthCheck>of(
                new HealthCheck.CommandCheck("queue", "x", Optional.empty()),
                new HealthCheck.TcpCheck("cache", "127.0.0.1", 1, Optional.empty()));
        var window = new ReleaseWindow(ZoneId.of("UTC"), List.of(), List.of(), Closing.HALT, ReleaseWindow.Fit.ON);
        return sample.asking(checks, Optional.of(window));
    }

    private static Playbook left(Waiver... waivers) throws RefusedException {
        return new Waivers(List.of(waivers)).applyTo(PLAYBOOK);
    }

    private static List<String> names(Playbook playbook) {
        return playbook.health().stream().map(HealthCheck::name).toList();
    }

    @Test
    void without_a_waiver_the_playbook_is_as_it_is() throws RefusedException {
        assertEquals(PLAYBOOK, left());
        assertEquals(PLAYBOOK, left(new Waiver(Kind.STRATEGY, "queue", "quickly")));
    }

    @Test
    void a_skipped_check_is_asked_no_more_and_the_others_are() throws RefusedException {
        var left = left(new Waiver(Kind.CHECK, "queue", "known"));
        assertEquals(List.of("cache"), names(left));
        assertEquals(PLAYBOOK.window(), left.window());
    }

    @Test
    void an_overridden_window_is_none() throws RefusedException {
        var left = left(new Waiver(Kind.WINDOW, "", "a fix"));
        assertEquals(Optional.empty(), left.window());
        assertEquals(List.of("queue", "cache"), names(left));
    }

    @Test
    void a_check_that_is_not_there_is_refused_with_the_nearest() {
        var refused = assertThrows(RefusedException.class, () -> left(new Waiver(Kind.CHECK, "queu", "known")));
        assertEquals(Reason.USAGE, refused.reason());
        assertEquals(List.of("--skip-check: the playbook has no check 'queu'; did you mean queue"), refused.lines());
        assertEquals("its checks are: queue, cache", refused.next());
    }

    private static Waivers strategy(String name) {
        return new Waivers(List.of(new Waiver(Kind.CHECK, "ready", "x"), new Waiver(Kind.STRATEGY, name, "x")));
    }

    @Test
    void another_strategy_is_one_of_the_playbook() throws RefusedException {
        var playbook = SamplePlan.of("web01").playbook();
        assertSame(playbook.strategy(), new Waivers(List.of()).strategy(playbook));
        assertSame(playbook.strategies().get("emergency"), strategy("emergency").strategy(playbook));
        var unknown =
                assertThrows(RefusedException.class, () -> strategy("other").strategy(playbook));
        assertEquals("it has: emergency", unknown.next());
        var none = PlanDraft.of(1).plan().playbook();
        var refused =
                assertThrows(RefusedException.class, () -> strategy("other").strategy(none));
        assertEquals("it has none under strategies", refused.next());
        assertEquals(List.of("--strategy: the playbook has no strategy 'other'"), refused.lines());
    }
}
