package dev.sluice.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.BatchStep.Then;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.schedule.ScheduleEntry;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetSentenceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static Sentence of(SampleSite site) {
        return new FleetSentence(site.facts()).of();
    }

    private static void assertSentence(Tone tone, String text, SampleSite site) {
        assertEquals(new Sentence(tone, text), of(site));
    }

    private static SampleEvents events() {
        return SampleEvents.of(PlanDraft.of(3).batches(1, 2)).staged().batchDone(1);
    }

    @Test
    void a_fleet_on_one_release_needs_no_one() {
        assertSentence(Tone.FINE, "All 3 hosts serve 1122-9f3c", new SampleSite(SampleEvents.good(PlanDraft.of(3))));
    }

    @Test
    void a_host_that_was_left_out_is_named_with_the_day() {
        assertSentence(
                Tone.NOTE,
                "3 of 4 serve 1122-9f3c; web17 left out since Tuesday",
                new SampleSite(SampleEvents.good(PlanDraft.of(3)))
                        .leftOut("web17", PlanDraft.AT.minus(Duration.ofDays(5)), "no route to host"));
    }

    @Test
    void a_freeze_is_added_and_needs_no_one() {
        assertSentence(
                Tone.FINE,
                "All 3 hosts serve 1122-9f3c; frozen",
                new SampleSite(SampleEvents.good(PlanDraft.of(3))).frozen("an incident"));
    }

    @Test
    void a_hold_that_a_person_ends_needs_one() {
        assertSentence(
                Tone.NEEDED,
                "Release of 1122-9f3c: held after batch 1 of 2: it can be promoted until tomorrow 00:30, then every host is"
                        + " reverted",
                new SampleSite(events().held(1, HOUR, Then.REVERT)));
    }

    @Test
    void a_hold_that_continues_by_itself_needs_no_one() {
        assertEquals(
                Tone.NOTE,
                of(new SampleSite(events().held(1, HOUR, Then.PROMOTE))).tone());
    }

    @Test
    void a_hold_that_no_one_promoted_in_time_needs_a_person() {
        var site = new SampleSite(events().held(1, HOUR, Then.PROMOTE)).at(SampleSite.NOW.plus(Duration.ofHours(2)));
        assertEquals(Tone.NEEDED, of(site).tone());
        assertTrue(of(site).text().contains("not promoted before 00:30"), of(site).text());
    }

    @Test
    void a_rollout_that_runs_needs_no_one_and_one_that_was_left_does() {
        assertSentence(
                Tone.BUSY, "Release of 1122-9f3c: batch 1 of 2: 1 of 1 host done", new SampleSite(events()).run());
        assertEquals(Tone.NEEDED, of(new SampleSite(events())).tone());
    }

    @Test
    void a_rollout_that_stages_shows_how_many_have_it() {
        assertSentence(
                Tone.BUSY,
                "Release of 1122-9f3c: staging: 3 of 3 hosts have 1122-9f3c",
                new SampleSite(SampleEvents.of(PlanDraft.of(3)).staged()).run());
    }

    @Test
    void hosts_that_are_reverted_need_no_one_while_a_process_does_it() {
        var failing = events().add(new FleetEvent.GateRefused(PlanDraft.AT.plusSeconds(90), 1, "1 host failed"));
        assertEquals(Tone.NOTE, of(new SampleSite(failing).run()).tone());
        assertEquals(Tone.NEEDED, of(new SampleSite(failing)).tone());
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void what_is_over_needs_a_person_only_if_hosts_are_not_as_intended(Outcome outcome) {
        var site = new SampleSite(SampleEvents.of(PlanDraft.of(2)).staged().ended(outcome));
        var needed = outcome == Outcome.MIXED || outcome == Outcome.DIVERGED;
        assertEquals(needed, of(site).tone() == Tone.NEEDED, () -> of(site).text());
    }

    @Test
    void errors_in_the_files_need_a_person_before_all_else() {
        assertSentence(
                Tone.NEEDED,
                "The files of this site have 1 error; nothing starts until they are mended",
                new SampleSite(events().held(1, HOUR, Then.REVERT)).problem("unknown key"));
    }

    @Test
    void records_that_cannot_be_read_need_a_person() {
        assertEquals(
                Tone.NEEDED,
                of(new SampleSite(SampleEvents.good(PlanDraft.of(2))).trouble("r-1: is damaged"))
                        .tone());
    }

    @Test
    void problems_that_the_check_of_the_next_start_found_need_a_person() {
        var site = new SampleSite(SampleEvents.good(PlanDraft.of(2)))
                .nightly()
                .entry(new ScheduleEntry.Checked(
                        SampleSite.NOW.minusSeconds(60), "nightly", LocalDate.of(2026, 11, 23), 2));
        assertSentence(Tone.NEEDED, "The next start would be refused: its check found 2 problems 23:39", site);
    }

    @Test
    void problems_of_an_earlier_check_are_over() {
        var site = new SampleSite(SampleEvents.good(PlanDraft.of(2)))
                .nightly()
                .entry(new ScheduleEntry.Checked(
                        SampleSite.NOW.minusSeconds(20_000), "nightly", LocalDate.of(2026, 11, 22), 2));
        assertEquals(Tone.FINE, of(site).tone());
    }

    @Test
    void a_site_without_a_rollout_has_a_sentence_too() {
        assertSentence(Tone.NOTE, "No release yet", new SampleSite(SampleEvents.none(2)));
    }
}
