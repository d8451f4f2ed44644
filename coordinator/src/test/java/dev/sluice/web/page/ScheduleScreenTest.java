package dev.sluice.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import dev.sluice.plan.PlanDraft;
import dev.sluice.schedule.ScheduleEntry;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleScreenTest {
    private static ScheduleScreen of(SampleSite site, Scope... scopes) {
        return ScheduleScreen.of(site.facts(), SampleSite.visitor(scopes), Optional.empty());
    }

    private static SampleSite paused() {
        return SamplePages.quiet()
                .entry(new ScheduleEntry.Paused(
                        SampleSite.NOW.minusSeconds(60), "nightly", Optional.empty(), "holiday", "anna"));
    }

    private static String acts(SampleSite site, Scope... scopes) {
        return String.join(
                " ",
                of(site, scopes).schedules().get(0).acts().stream()
                        .map(Act::key)
                        .toList());
    }

    @Test
    void the_next_start_will_run_or_the_sentence_has_why_not() {
        assertEquals(
                Sentence.fine("Nightly is due Mon 23 Nov 22:30 CET and will run"),
                of(SamplePages.quiet()).sentence());
        assertEquals(
                Sentence.note("Nightly is due Mon 23 Nov 22:30 CET and will not run: frozen: an incident"),
                of(SamplePages.quiet().frozen("an incident")).sentence());
        assertEquals(Tone.NEEDED, of(SamplePages.broken()).sentence().tone());
        assertEquals(
                Tone.NOTE, of(new SampleSite(SampleEvents.none(1))).sentence().tone());
    }

    @Test
    void five_starts_are_ahead_and_those_that_a_blackout_takes_are_between_them() {
        var ahead = of(SamplePages.quiet()).ahead();
        assertEquals(5, ahead.stream().filter(StartLine::runs).count());
        assertEquals(7, ahead.size());
        var blackout = ahead.get(3);
        assertEquals("will not run", blackout.word());
        assertTrue(blackout.why().contains("Black Friday"), blackout.why());
        assertTrue(
                of(SamplePages.quiet().frozen("an incident")).ahead().stream().noneMatch(StartLine::runs));
    }

    @Test
    void the_last_seven_nights_have_one_word_and_one_reason_each() {
        var nights = of(SamplePages.quiet()).nights();
        assertEquals(
                List.of("done", "none", "skipped", "reverted", "missed", "none", "none"),
                nights.stream().map(NightLine::word).toList());
        assertEquals("/sites/prod/shop/rollouts/r-7f3a09bc", nights.get(0).href());
        assertEquals("nothing started it at its time", nights.get(4).why());
        assertTrue(nights.stream().noneMatch(night -> night.why().isEmpty()));
    }

    @Test
    void a_start_that_a_person_triggered_is_marked() {
        var local = LocalDateTime.of(2026, 11, 21, 12, 0);
        var site = SamplePages.quiet()
                .entry(new ScheduleEntry.Waiting(PlanDraft.AT, "nightly", local, PlanDraft.AT, Optional.of("anna")));
        assertEquals("nightly (triggered)", of(site).nights().get(1).schedule());
    }

    @Test
    void each_action_is_offered_where_it_applies_and_where_the_visitor_may() {
        assertEquals("trigger-nightly pause-schedule-nightly", acts(SamplePages.quiet(), Scope.values()));
        assertEquals("trigger-nightly", acts(SamplePages.quiet(), Scope.RUN));
        assertEquals("pause-schedule-nightly", acts(SamplePages.quiet(), Scope.STOP));
        assertEquals("", acts(SamplePages.quiet(), Scope.READ, Scope.PLAN, Scope.APPROVE));
        assertEquals(
                "pause-schedule-nightly resume-schedule-nightly",
                acts(paused(), Scope.RUN, Scope.STOP).replace("trigger-nightly ", ""));
        assertEquals("pause-schedule-nightly", acts(SamplePages.held().frozen("x"), Scope.values()));
    }

    @Test
    void a_pause_is_shown_with_its_reason_which_can_be_given_after() {
        var card = of(paused(), Scope.STOP).schedules().get(0);
        assertEquals("paused by anna until a person resumes it: holiday", card.paused());
        assertEquals(Optional.of(""), card.acts().get(0).ask().map(Act.Ask::confirm));
        assertEquals("paused: holiday", of(paused()).ahead().get(0).why());
    }
}
