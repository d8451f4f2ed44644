package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.host.HostHttp;
import dev.sluice.host.HttpAnswer;
import dev.sluice.host.HttpCall;
import dev.sluice.inventory.Host;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.ProbeSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthWaitTest {
    private final VirtualTime time = new VirtualTime();
    private int asked;

    /** Answers {@code +} with health and a letter with that complaint; the last answer repeats. */
    private final class Answers implements HealthProbe {
        private final String answers;
        private final Duration took;

        Answers(String answers, Duration took) {
            this.answers = answers;
            this.took = took;
        }

        @Override
        public int checks(Host host) {
            return answers.isEmpty() ? 0 : 1;
        }

        @Override
        public List<Complaint> complaints(Host host, HostHttp http) {
            time.pass(took);
            char answer = answers.charAt(Math.min(asked, answers.length() - 1));
            asked++;
            return answer == '+' ? List.of() : List.of(Complaint.of("complaint " + answer));
        }
    }

    /** The probe asks; nobody else does. */
    private static final class NoHttp implements HostHttp {
        @Override
        public HttpAnswer send(HttpCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private List<String> complaints(String answers, Duration took) throws InterruptedException {
        var settings = new ProbeSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofSeconds(20));
        return Complaint.texts(new HealthWait(new Answers(answers, took), settings, time)
                .complaints(PlanDraft.host(PlanDraft.web(1)), new NoHttp()));
    }

    @ParameterizedTest(name = "{0}: asked {1} times, {2}")
    @CsvSource(delimiter = '|', nullValues = "healthy", textBlock = """
            +++     | 3  | healthy
            a+++    | 4  | healthy
            aa+++   | 5  | healthy
            aa+aa+++| 8  | healthy
            aaa     | 3  | complaint a (3 of 3)
            abc     | 3  | complaint c (3 of 3)
            ++a++bcd| 8  | complaint d (3 of 3)
            a+b+c+d+e+f+ | 11 | complaint f (never 3 times good in a row within 20 s)
            ++a++b++c++d | 11 | complaint c (never 3 times good in a row within 20 s)
            """)
    void so_many_in_a_row_decide_either_way_and_flapping_is_not_health(String answers, int times, String complaint)
            throws Exception {
        var complaints = complaints(answers, Duration.ZERO);

        assertEquals(complaint == null ? List.of() : List.of(complaint), complaints);
        assertEquals(times, asked);
    }

    @Test
    void without_a_check_nobody_waits() throws Exception {
        assertEquals(List.of(), complaints("", Duration.ZERO));
        assertEquals(0, asked);
        assertEquals(List.of(), time.pauses());
    }

    @Test
    void good_answers_that_come_too_slowly_are_not_enough() throws Exception {
        assertEquals(
                List.of("the answers came too slowly (never 3 times good in a row within 20 s)"),
                complaints("+", Duration.ofSeconds(15)));
    }

    @Test
    void it_waits_between_attempts_and_not_past_the_end() throws Exception {
        complaints("a+", Duration.ZERO);
        asked = 0;
        time.pass(Duration.ofSeconds(1));

        complaints("ab+".repeat(20), Duration.ofSeconds(1));

        var last = time.pauses().get(time.pauses().size() - 1);
        assertEquals(Duration.ofSeconds(1), last, "what was left of its time");
        assertEquals(Duration.ofSeconds(2), time.pauses().get(0));
    }
}
