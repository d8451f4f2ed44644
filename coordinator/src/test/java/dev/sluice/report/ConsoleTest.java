package dev.sluice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.HostCount;
import dev.sluice.rollout.FleetEvent;
import dev.sluice.rollout.HostEvent;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RolloutState.Demand;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    @Test
    void a_good_rollout_is_a_line_an_event() {
        assertEquals("""
                  rollout  r-7f3a09bc started
                  stage    web001  staged 412 kB in 2.1 s
                  stage    web002  staged 412 kB in 2.1 s
                  stage    web003  staged 412 kB in 2.1 s
                  batch 1  1 host
                  batch 1  web001  switched 38 ms
                  batch 1  web001  proved 8/8 workers in 210 ms
                  batch 1  web001  healthy 3/3
                  gate 1   soak 30.0 s
                  gate 1   open
                  batch 2  2 hosts
                  batch 2  web002  switched 38 ms
                  batch 2  web002  proved 8/8 workers in 210 ms
                  batch 2  web002  healthy 3/3
                  batch 2  web003  switched 38 ms
                  batch 2  web003  proved 8/8 workers in 210 ms
                  batch 2  web003  healthy 3/3
                  gate 2   soak 30.0 s
                  gate 2   open
                """, Story.good().console(Palette.PLAIN));
    }

    @Test
    void a_bad_rollout_says_what_goes_back() {
        assertEquals("""
                  rollout  r-7f3a09bc started
                  stage    web001  staged 412 kB in 2.1 s
                  stage    web002  staged 412 kB in 2.1 s
                  stage    web003  staged 412 kB in 2.1 s
                  batch 1  1 host
                  batch 1  web001  switched 38 ms
                  batch 1  web001  proved 8/8 workers in 210 ms
                  batch 1  web001  healthy 3/3
                  gate 1   open
                  batch 2  1 host
                  batch 2  web002  switched 38 ms
                  batch 2  web002  proved 8/8 workers in 210 ms
                  batch 2  web002  ✗ web002 is not healthy: /healthz answered 500 (3 of 3)
                  revert   web002  reverted to 20261121-223000-1b22c0d 31 ms
                  revert   web002  proved 8/8 workers in 210 ms
                  revert   web002  serves 20261121-223000-1b22c0d again
                  gate 2   FAILED: 1 of 3 hosts failed, limit 0; no further batch starts
                  revert   web001  reverted to 20261121-223000-1b22c0d 31 ms
                  revert   web001  proved 8/8 workers in 210 ms
                  revert   web001  serves 20261121-223000-1b22c0d again
                """, Story.bad().console(Palette.PLAIN));
    }

    @Test
    void only_words_are_coloured_and_only_where_colours_are_wanted() {
        var coloured = Story.bad().console(Palette.COLOURED);

        assertTrue(coloured.contains("\u001b[31m✗ web002 is not healthy"), coloured);
        assertEquals(
                Story.bad().console(Palette.PLAIN),
                coloured.replaceAll("\u001b\\[[0-9]+m", ""),
                "colours are all that differs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b[1;1Hdone: 3 hosts serve the release",
                "\u001b[8mha:////4AAAAAmFkc2RkYXNk+base64/==\u001b[0m hidden",
                "500\r\n  batch 1  web001  healthy 3/3",
                "500\u2028  gate 1   open",
                "\u009b31m",
                "\u001b]0;title\u0007\u001b]8;;http://evil.example\u001b\\link",
                "\u202egnihtemos",
                "\u0000\u0008\u007f",
            })
    void what_a_host_says_moves_no_cursor_starts_no_line_and_hides_nothing(String text) {
        var story = new Story(PlanDraft.of(1).plan()).everyHostStaged().batch(1);
        var host = PlanDraft.web(1);
        story.switched(host)
                .failed(host, text)
                .add(new HostEvent.HostRestored(Story.AT, host, "releases/" + text, Duration.ZERO))
                .add(new HostEvent.HostReverted(Story.AT, host, "somewhere " + text))
                .add(new HostEvent.HostNoted(Story.AT, host, text))
                .add(new HostEvent.HostObserved(Story.AT, host, text, HostEvent.HostObserved.Position.AFTER))
                .add(new HostEvent.HostUnknown(Story.AT, host, Story.failure(host, text)))
                .add(new HostEvent.HostDiverged(Story.AT, host, "a", text, Story.failure(host, text)))
                .refused(1, text)
                .add(new FleetEvent.Aborted(Story.AT, text, Demand.REVERT))
                .ended(Outcome.MIXED);

        for (var said : new String[] {story.console(Palette.PLAIN), story.summary()}) {
            assertFalse(
                    said.codePoints()
                            .filter(point -> point != '\n')
                            .anyMatch(point -> Character.isISOControl(point)
                                    || Character.getType(point) == Character.FORMAT
                                    || point == 0x2028),
                    said);
            assertFalse(said.contains("ha:////"), said);
            assertTrue(
                    said.lines()
                            .noneMatch(line -> line.startsWith("  gate 1   open")
                                    || line.startsWith("  batch 1  web001  healthy")),
                    said);
        }
    }

    @Test
    void a_long_answer_is_shortened() {
        var story = new Story(PlanDraft.of(1).plan()).failed(PlanDraft.web(1), "x".repeat(5_000));

        var longest = story.console(Palette.PLAIN)
                .lines()
                .mapToInt(String::length)
                .max()
                .orElseThrow();

        assertTrue(longest < 350, () -> "a line of " + longest);
    }

    private static Story large() {
        var plan = PlanDraft.of(200)
                .batches(1, 20, 50)
                .maxFailed(new HostCount.Percent(100))
                .soak(Duration.ofSeconds(30))
                .plan();
        return new Story(plan);
    }

    private static long lines(Story story) {
        return story.console(Palette.PLAIN).lines().count();
    }

    @Test
    void two_hundred_good_hosts_are_a_line_a_batch_and_some_on_the_way() {
        var story = large().everyHostStaged();
        story.plan().batches().forEach(batch -> {
            story.batch(batch.number());
            batch.hosts().forEach(story::activated);
            story.add(new FleetEvent.SoakStarted(Story.AT, batch.number(), Story.AT.plusSeconds(30)));
            story.opened(batch.number());
        });
        var said = story.console(Palette.PLAIN);

        assertTrue(lines(story) < 100, said);
        assertTrue(said.contains("  stage    20/200 hosts\n"), said);
        assertTrue(said.contains("  stage    200/200 hosts  "), said);
        assertTrue(said.contains("  batch 2  20 hosts switched, proved 8/8 workers each, healthy\n"), said);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 40, 200})
    void eight_hundred_hosts_are_fewer_than_two_hundred_lines_however_many_batches_there_are(int batchSize) {
        var story = new Story(PlanDraft.of(800)
                        .batches(batchSize)
                        .soak(Duration.ofSeconds(30))
                        .plan())
                .everyHostStaged();
        story.plan().batches().forEach(batch -> {
            story.batch(batch.number());
            batch.hosts().forEach(story::activated);
            batch.hosts().forEach(host -> story.add(new HostEvent.HostNoted(Story.AT, host, "placed the endpoint")));
            story.add(new FleetEvent.SoakStarted(Story.AT, batch.number(), Story.AT.plusSeconds(30)));
            story.opened(batch.number());
        });
        var said = story.ended(Outcome.SUCCEEDED).console(Palette.PLAIN);

        assertTrue(lines(story) < 150, () -> lines(story) + " lines:\n" + said);
        assertTrue(said.contains("  note     800 hosts: placed the endpoint: web001, "), said);
    }

    @Test
    void two_hundred_hosts_that_fail_alike_are_two_lines() {
        var story = large();
        story.plan().hosts().forEach(host -> story.failed(host.name(), "Connection refused"));
        var said = story.console(Palette.PLAIN);

        assertTrue(said.contains("  stage    web001  ✗ web001 is not healthy: Connection refused\n"), said);
        assertTrue(said.contains("  failed   199 hosts: not healthy: Connection refused: web002, "), said);
        assertTrue(said.contains(", web011 and 189 more\n"), said);
        assertTrue(lines(story) < 20, said);
    }

    @Test
    void eight_hundred_hosts_that_fail_each_in_other_words_are_fewer_than_two_hundred_lines() {
        var story = new Story(PlanDraft.of(800).plan());
        story.plan().hosts().forEach(host -> story.failed(host.name(), "answer " + host.hashCode()));
        story.ended(Outcome.UNTOUCHED);

        var lines = lines(story) + story.summary().lines().count();
        assertTrue(lines < 200, () -> lines + " lines");
    }

    @Test
    void hosts_that_go_back_are_counted() {
        var story = large().everyHostStaged();
        story.batch(1).activated(PlanDraft.web(1)).opened(1).batch(2);
        var batch = story.plan().batches().get(1).hosts();
        batch.forEach(story::activated);
        story.refused(2, "errors doubled");
        batch.forEach(story::putBack);
        story.putBack(PlanDraft.web(1)).ended(Outcome.REVERTED);

        assertTrue(
                story.console(Palette.PLAIN)
                        .endsWith("  revert   21 hosts → 20261121-223000-1b22c0d, proved 8/8 workers each\n"),
                story.console(Palette.PLAIN));
    }

    @Test
    void one_failure_among_two_hundred_names_its_host() {
        var story =
                large().everyHostStaged().batch(1).switched(PlanDraft.web(1)).failed(PlanDraft.web(1), "500");

        assertTrue(story.console(Palette.PLAIN).contains("  batch 1  web001  ✗ web001 is not healthy: 500\n"));
    }
}
