package dev.sluice.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import dev.sluice.document.HostText;
import dev.sluice.endpoint.OutdatedScripts;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.operation.FleetStatus.HostView;
import dev.sluice.operation.FleetStatus.Served;
import dev.sluice.plan.PlanDraft;
import dev.sluice.plan.RolloutIds;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.readiness.OutdatedCode;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetScreenTest {
    private static FleetScreen of(SampleSite site) {
        return of(site, Scope.values());
    }

    private static FleetScreen of(SampleSite site, Scope... scopes) {
        return FleetScreen.of(site.facts(), SampleSite.visitor(scopes), Optional.empty(), 0);
    }

    private static String names(List<Act> acts) {
        return String.join(" ", acts.stream().map(Act::key).toList());
    }

    @Test
    void odd_hosts_come_first_those_that_need_a_person_before_all() {
        var web3 = PlanDraft.web(3);
        var events = SampleEvents.of(PlanDraft.of(3).batches(3))
                .staged()
                .batch(1)
                .healthy(PlanDraft.web(1))
                .healthy(PlanDraft.web(2))
                .add(new HostEvent.HostDiverged(
                        PlanDraft.AT.plusSeconds(90),
                        web3,
                        "releases/a",
                        "releases/b",
                        new Failure(Failure.Kind.SWITCH, "switch", "the link was changed", "", "")))
                .ended(Outcome.DIVERGED);
        var site = new SampleSite(events)
                .leftOut("web17", PlanDraft.AT.minus(Duration.ofDays(5)), "no route to host")
                .disabled(PlanDraft.web(1), "new memory");
        var rows = of(site).hosts();
        assertEquals(
                List.of("web003", "web001", "web17", "web002"),
                rows.stream().map(HostRow::name).toList());
        assertEquals(
                List.of("needs you", "disabled", "left out", "as expected"),
                rows.stream().map(HostRow::word).toList());
        assertEquals(
                List.of(Tone.NEEDED, Tone.NOTE, Tone.NOTE, Tone.FINE),
                rows.stream().map(HostRow::tone).toList());
    }

    @Test
    void a_host_has_what_is_live_when_it_was_proved_and_who_holds_it() {
        var site = new SampleSite(
                        SampleEvents.of(PlanDraft.of(2).batches(1, 1)).staged().batchDone(1))
                .run();
        var row = of(site).hosts().stream()
                .filter(host -> host.name().equals("web001"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                new HostRow(
                        "web001",
                        Tone.BUSY,
                        "healthy",
                        "1122-9f3c",
                        "20261122-223000-9f3c1ab",
                        "proved 23:30, 8 workers",
                        "",
                        "r-7f3a09bc"),
                row);
    }

    @Test
    void what_hosts_answered_counts_more_than_the_record() {
        var view = new HostView(
                PlanDraft.web(2),
                Optional.of(PlanDraft.NEW.link()),
                Optional.of(HostText.of("releases/by-hand")),
                new Served.Release("by-hand", new OutdatedCode(OutdatedScripts.NONE)),
                Optional.empty(),
                Optional.of(3),
                Optional.empty());
        var screen = of(new SampleSite(SampleEvents.good(PlanDraft.of(2))).answers(view));
        assertEquals("web002", screen.hosts().get(0).name());
        assertEquals(Tone.NEEDED, screen.hosts().get(0).tone());
        assertEquals("by-hand", screen.hosts().get(0).live());
        assertEquals(
                "differs: another tool or person changed it",
                screen.hosts().get(0).drift());
        assertEquals("by the hosts, asked 23:39", screen.basis());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "quiet, converge freeze, converge, freeze",
        "frozen, unfreeze, '', unfreeze",
        "open, freeze, '', freeze",
        "broken, freeze, '', freeze",
    })
    void each_action_of_a_fleet_is_offered_where_it_applies_and_where_the_visitor_may(
            String state, String all, String run, String stop) {
        var site =
                switch (state) {
                    case "frozen" -> SamplePages.quiet().frozen("an incident");
                    case "open" -> SamplePages.held();
                    case "broken" -> SamplePages.broken();
                    default -> SamplePages.quiet();
                };
        assertEquals(all, names(of(site).acts()));
        assertEquals(
                run,
                names(of(site, Scope.READ, Scope.PLAN, Scope.RUN, Scope.APPROVE).acts()));
        assertEquals(stop, names(of(site, Scope.STOP).acts()));
        assertEquals("", names(of(site, Scope.READ).acts()));
    }

    @Test
    void a_freeze_is_one_click_its_reason_can_be_given_after_and_its_end_asks_for_the_name() {
        assertTrue(of(SamplePages.quiet()).acts().stream().noneMatch(Act::opens));
        var frozen = of(SamplePages.quiet().frozen("an incident"));
        assertEquals(Optional.of("shop"), frozen.acts().get(0).ask().map(Act.Ask::confirm));
        assertEquals(Optional.of(""), frozen.reason().get(0).ask().map(Act.Ask::confirm));
        assertEquals("freeze", frozen.reason().get(0).name());
        assertEquals("an incident (anna, 23:35)", frozen.frozen());
    }

    @Test
    void the_history_has_twenty_lines_and_a_way_to_older_ones() {
        var site = new SampleSite(SampleEvents.good(PlanDraft.of(2)));
        for (int i = 0; i < 30; i++) {
            site.older(new RolloutSummary(
                    RolloutIds.of(i),
                    Purpose.RELEASE,
                    PlanDraft.OLD,
                    "timer",
                    PlanDraft.AT.minus(Duration.ofDays(i)),
                    PlanDraft.AT.minus(Duration.ofDays(i)),
                    RolloutPhase.FINISHED,
                    Optional.empty(),
                    Optional.of(Outcome.SUCCEEDED),
                    List.of(),
                    List.of()));
        }
        assertEquals(20, of(site).history().lines().size());
        assertEquals("/sites/prod/shop?from=20#history", of(site).history().older());
        var last = FleetScreen.of(site.facts(), SampleSite.everyone(), Optional.empty(), 20);
        assertEquals(11, last.history().lines().size());
        assertEquals("", last.history().older());
        var beyond = FleetScreen.of(site.facts(), SampleSite.everyone(), Optional.empty(), 999_999);
        assertEquals(List.of(), beyond.history().lines());
    }

    @Test
    void tonight_has_local_and_utc_time_the_artifact_and_the_last_check() {
        var next = of(SamplePages.quiet()).tonight().get(0);
        assertEquals("Mon 23 Nov 22:30 CET", next.start().when().local());
        assertEquals("Mon 23 Nov 21:30 UTC", next.start().when().utc());
        assertEquals(
                List.of("shop-1123.tar.gz, from 22:17", "nothing found, 17:56"),
                next.facts().stream().map(Tonight.Fact::text).toList());
    }
}
