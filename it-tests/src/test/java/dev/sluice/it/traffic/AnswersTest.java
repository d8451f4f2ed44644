package dev.sluice.it.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.traffic.Outcomes.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Instant START = Instant.parse("2026-11-22T22:30:00Z");

    @Test
    void an_answer_is_stale_when_it_was_asked_for_at_or_after_the_promise_of_its_own_host() {
        Answers answers = answers(
                answer("web01", 0, "v1"),
                answer("web01", 10, "v1"),
                answer("web01", 11, "v2"),
                answer("web02", 11, "v1"),
                answer("web03", 11, "v1"));
        Map<String, Instant> said = Map.of("web01", START.plusMillis(10), "web02", START.plusMillis(12));
        assertEquals(
                List.of(answer("web01", 10, "v1")),
                answers.stale(said, "v2").stream().toList());
    }

    @Test
    void a_torn_answer_counts_as_stale_too_and_a_failed_one_as_neither() {
        Answers answers = answers(answer("web01", 1, "v2", "v1"), failed("web01", 2, "status 502"));
        assertEquals(1, answers.torn().count());
        assertEquals(1, answers.failed().count());
        assertEquals(1, answers.stale(Map.of("web01", START), "v2").count());
        assertEquals(Map.of("v2+v1", 1L, "status 502", 1L), answers.countByRelease());
    }

    @Test
    void narrowing_goes_by_host_and_by_the_time_of_sending() {
        Answers answers = answers(answer("web01", 1, "v1"), answer("web01", 5, "v1"), answer("web02", 5, "v1"));
        assertEquals(1, answers.on("web01").sentFrom(START.plusMillis(5)).count());
        assertEquals(1, answers.sentBefore(START.plusMillis(5)).count());
        assertTrue(answers.on("web03").isEmpty());
        assertFalse(answers.on("web02").isEmpty());
    }

    @Test
    void percentiles_are_times_of_real_answers() {
        Answers answers = new Answers(() -> IntStream.rangeClosed(1, 200)
                .mapToObj(number -> new Answer("web01", START, Duration.ofMillis(number), 200, List.of("v1"), null)));
        assertEquals(
                new Latency(
                        200,
                        Duration.ofMillis(100),
                        Duration.ofMillis(180),
                        Duration.ofMillis(198),
                        Duration.ofMillis(200),
                        Duration.ofMillis(200)),
                answers.latency());
        assertEquals(0, answers.failed().latency().count());
    }

    @Test
    void a_log_gives_back_what_was_added_over_many_chunks() {
        var log = new AnswerLog();
        for (int i = 0; i < 10_000; i++) {
            log.add(i - 5_000_000L, i, i + 2_000_000L, (short) (i % 3));
        }
        assertEquals(10_000, log.size());
        assertEquals(
                new AnswerLog.Entry(9_999, 5_000, 2_000, (short) 0),
                log.entries().skip(9_999).findFirst().orElseThrow());
        assertEquals(3_333, log.entries().filter(entry -> entry.outcome() == 1).count());
    }

    @Test
    void equal_outcomes_have_one_number() {
        var outcomes = new Outcomes();
        short first = outcomes.numberOf(new Outcome(200, List.of("v1"), null));
        short second = outcomes.numberOf(new Outcome(502, List.of(), "status 502"));
        assertEquals(first, outcomes.numberOf(new Outcome(200, List.of("v1"), null)));
        assertEquals("status 502", outcomes.get(second).error());
        assertEquals(List.of("v1"), outcomes.get(first).releases());
    }

    private static Answers answers(Answer... answers) {
        return new Answers(() -> Stream.of(answers));
    }

    private static Answer answer(String host, int afterMillis, String... releases) {
        return new Answer(host, START.plusMillis(afterMillis), Duration.ofMillis(2), 200, List.of(releases), null);
    }

    private static Answer failed(String host, int afterMillis, @Nullable String error) {
        return new Answer(host, START.plusMillis(afterMillis), Duration.ofMillis(2), 502, List.of(), error);
    }
}
