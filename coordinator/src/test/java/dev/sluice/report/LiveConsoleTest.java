package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveConsoleTest {
    private static final WindowSize WINDOW = new WindowSize(100, 30);

    /** What a terminal shows after these events, and at that time. */
    private static String shown(Story story, Instant now, WindowSize window) {
        var text = new StringWriter();
        var console = Console.live(story.plan(), new PrintWriter(text), Palette.COLOURED, () -> window);
        story.tell(console);
        console.tick(now);
        var terminal = new TinyTerminal(window.columns(), window.lines());
        terminal.write(text.toString());
        return terminal.text();
    }

    private static String shown(Story story) {
        return shown(story, Story.AT.plusSeconds(4), WINDOW);
    }

    @Test
    void after_a_good_rollout_a_line_a_host_remains() {
        assertEquals("""
                  rollout  r-7f3a09bc started
                  stage    3/3 hosts  ████████████████  0 ms
                  batch 1  web001  switched 38 ms · proved 8/8 workers in 210 ms · healthy 3/3
                  gate 1   open
                  batch 2  web002  switched 38 ms · proved 8/8 workers in 210 ms · healthy 3/3
                  batch 2  web003  switched 38 ms · proved 8/8 workers in 210 ms · healthy 3/3
                  gate 2   open
                """, shown(Story.good()));
    }

    @Test
    void after_a_bad_rollout_what_went_wrong_and_the_way_back_remain() {
        assertEquals("""
                  rollout  r-7f3a09bc started
                  stage    3/3 hosts  ████████████████  0 ms
                  batch 1  web001  switched 38 ms · proved 8/8 workers in 210 ms · healthy 3/3
                  gate 1   open
                  batch 2  web002  switched 38 ms · proved 8/8 workers in 210 ms · ✗ web002 is not healthy: /healthz answered 500 (3 of 3)
                  revert   web002  reverted to 20261121-223000-1b22c0d 31 ms · proved 8/8 workers in 210 ms · serves 20261121-223000-1b22c0d again
                  gate 2   FAILED: 1 of 3 hosts failed, limit 0; no further batch starts
                  revert   web001  reverted to 20261121-223000-1b22c0d 31 ms · proved 8/8 workers in 210 ms · serves 20261121-223000-1b22c0d again
                """, shown(Story.bad(), Story.AT, new WindowSize(200, 30)));
    }

    @Test
    void while_hosts_are_staged_a_bar_fills() {
        var story = new Story(PlanDraft.of(4).plan())
                .staged(PlanDraft.web(1))
                .add(new HostEvent.HostStaging(Story.AT, PlanDraft.web(2)));

        assertEquals("""
                  rollout  r-7f3a09bc started
                  stage    1/4 hosts  ████░░░░░░░░░░░░  4.0 s
                """, shown(story));
    }

    @Test
    void a_host_that_is_worked_on_and_a_soak_that_runs_are_shown_as_they_are_now() {
        var story = new Story(PlanDraft.of(2).batches(2).plan())
                .everyHostStaged()
                .batch(1)
                .switched(PlanDraft.web(1));
        assertTrue(
                shown(story).endsWith("  batch 1  web001  switched 38 ms\n  batch 1  0/2 hosts  ░░░░░░░░░░░░░░░░\n"),
                shown(story));

        story.proved(PlanDraft.web(1), Story.NEW)
                .add(new HostEvent.HostHealthy(Story.AT, PlanDraft.web(1), 2, 3))
                .activated(PlanDraft.web(2))
                .add(new FleetEvent.SoakStarted(Story.AT, 1, Story.AT.plusSeconds(600)));
        assertTrue(shown(story).endsWith("  gate 1   soak, 9 min left\n"), shown(story));
        assertTrue(
                shown(story, Story.AT.plusSeconds(590), WINDOW).endsWith("  gate 1   soak, 10 s left\n"),
                shown(story, Story.AT.plusSeconds(590), WINDOW));
    }

    @Test
    void a_hold_says_the_command_that_ends_it() {
        var story = new Story(PlanDraft.of(2).plan())
                .everyHostStaged()
                .batch(1)
                .activated(PlanDraft.web(1))
                .add(new FleetEvent.Held(Story.AT, 1));

        assertTrue(shown(story).endsWith("  gate 1   held for promotion: sluice promote r-7f3a09bc\n"), shown(story));
    }

    @Test
    void hundreds_of_hosts_are_a_bar_and_a_line_a_batch() {
        var story = new Story(PlanDraft.of(200).batches(1, 20, 200).plan()).everyHostStaged();
        story.batch(1).activated(PlanDraft.web(1)).opened(1).batch(2);
        story.plan().batches().get(1).hosts().subList(0, 5).forEach(story::activated);

        assertEquals("""
                  rollout  r-7f3a09bc started
                  stage    200/200 hosts  0 ms
                  batch 1  1 host switched, proved 8/8 workers each, healthy
                  gate 1   open
                  batch 2  5/20 hosts  ████░░░░░░░░░░░░
                """, shown(story));
    }

    @Test
    void a_window_too_small_for_anything_shows_no_garbage() {
        var small = new WindowSize(12, 2);
        var lines = shown(Story.good(), Story.AT, small).replace("\n", "");

        for (var word : new String[] {"started", "healthy 3/3", "gate 2   open"}) {
            assertTrue(lines.contains(word), lines);
        }
    }

    @Test
    void the_end_takes_the_block_away() {
        var text = new StringWriter();
        var story = new Story(PlanDraft.of(4).plan()).staged(PlanDraft.web(1));
        var console = Console.live(story.plan(), new PrintWriter(text), Palette.PLAIN, () -> WINDOW);
        story.tell(console);
        console.end();
        var terminal = new TinyTerminal(WINDOW.columns(), WINDOW.lines());
        terminal.write(text.toString());

        assertEquals("  rollout  r-7f3a09bc started\n", terminal.text());
    }

    @Test
    void where_there_is_no_terminal_silence_is_broken_every_half_minute() {
        var text = new StringWriter();
        var story = new Story(PlanDraft.of(4).plan())
                .staged(PlanDraft.web(1))
                .add(new HostEvent.HostStaging(Story.AT, PlanDraft.web(2)));
        var console = Console.lines(story.plan(), new PrintWriter(text), Palette.PLAIN, Detail.NORMAL);
        story.tell(console);
        for (int second = 1; second <= 65; second++) {
            console.tick(Story.AT.plus(Duration.ofSeconds(second)));
        }

        assertEquals("""
                  rollout  r-7f3a09bc started
                  stage    web001  staged 412 kB in 2.1 s
                  wait     staging, 1/4 hosts; in progress: web002
                  wait     staging, 1/4 hosts; in progress: web002
                """, text.toString());
    }

    @Test
    void everything_is_a_line_an_event_with_its_time() {
        var text = new StringWriter();
        var story = new Story(PlanDraft.of(1).plan()).staged(PlanDraft.web(1));
        story.tell(Console.lines(story.plan(), new PrintWriter(text), Palette.PLAIN, Detail.EVERYTHING));

        assertEquals("""
                22:29:58.000Z  rollout  r-7f3a09bc started
                22:29:58.000Z  stage    web001  locked
                22:29:58.000Z  stage    web001  staging
                22:29:58.000Z  stage    web001  staged 412 kB in 2.1 s
                """, text.toString());
    }
}
