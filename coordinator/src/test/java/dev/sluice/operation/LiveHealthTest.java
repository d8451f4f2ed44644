package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.engine.Complaint;
import dev.sluice.engine.HealthProbe;
import dev.sluice.engine.HostLanes;
import dev.sluice.host.HostException;
import dev.sluice.host.HostHttp;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.playbook.ProbeSettings;
import dev.sluice.readiness.FactsDraft;
import dev.sluice.readiness.Preflight;
import dev.sluice.readiness.RefusedException;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.readiness.Survey;
import dev.sluice.rollout.Failure;
import dev.sluice.step.HostFacts.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LiveHealthTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);
    private static final ProbeSettings THREE_TIMES =
            new ProbeSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofMinutes(2));
    private final HostException gone =
            new HostException(WEB1, HostException.Kind.UNREACHABLE, "no answer", "look at the network");

    private final Map<HostName, Queue<String>> says = new HashMap<>();

    /** One answer an attempt; the last is given again and again, an empty one is a good one. */
    private void says(HostName host, String... answers) {
        says.put(host, new ArrayDeque<>(Arrays.asList(answers)));
    }

    private final class Answers implements HealthProbe {
        @Override
        public int checks(Host host) {
            return says.containsKey(host.name()) ? 1 : 0;
        }

        @Override
        public List<Complaint> complaints(Host host, HostHttp http) {
            var queue = says.getOrDefault(host.name(), new ArrayDeque<>());
            var answer = queue.size() == 1 ? queue.element() : queue.remove();
            return answer.isEmpty() ? List.of() : List.of(Complaint.of(answer));
        }
    }

    private static final class NoTime implements Timekeeper {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration elapsed() {
            return Duration.ZERO;
        }

        @Override
        public void pause(Duration duration) {}
    }

    private Map<HostName, Failure> failures(Survey survey, LiveHealth.Web web) {
        return new LiveHealth(new Answers(), THREE_TIMES, web, new NoTime(), new HostLanes(Runnable::run, 1))
                .failures(survey);
    }

    private Map<HostName, Failure> failures(Survey survey) {
        return failures(survey, host -> new dev.sluice.host.HostHttp() {
            @Override
            public dev.sluice.host.HttpAnswer send(dev.sluice.host.HttpCall call) {
                throw new UnsupportedOperationException("the probe of this test asks nothing");
            }

            @Override
            public void close() {}
        });
    }

    private static Survey survey(FactsDraft first, FactsDraft second) {
        return new Survey(
                List.of(PlanDraft.host(WEB1), PlanDraft.host(WEB2)),
                Map.of(WEB1, first.facts(), WEB2, second.facts()),
                Map.of());
    }

    @Test
    void what_is_red_already_is_refused_grouped_with_the_remedy() {
        says(WEB1, "queue: 'x' ended with 3");
        says(WEB2, "queue: 'x' ended with 3");
        var failures = failures(survey(new FactsDraft(), new FactsDraft()));
        var refused = assertThrows(RefusedException.class, () -> Preflight.refuse(failures));
        assertEquals(Reason.PREFLIGHT, refused.reason());
        assertEquals(
                List.of("web001, web002: the live release is not healthy as it is: queue: 'x' ended with 3; mend it"
                        + " first, or leave the check out of the whole rollout: --skip-check NAME --reason TEXT"),
                refused.lines());
    }

    @Test
    void what_is_good_once_in_as_many_attempts_as_a_rollout_makes_is_good() {
        says(WEB1, "slow", "slow", "");
        says(WEB2, "slow", "slow", "slow", "");
        assertEquals(
                List.of(WEB2),
                List.copyOf(failures(survey(new FactsDraft(), new FactsDraft())).keySet()));
    }

    @Test
    void a_host_that_serves_nothing_or_has_no_check_is_not_asked() {
        says(WEB1, "red");
        var fresh = new FactsDraft();
        fresh.link = Link.ABSENT;
        LiveHealth.Web never = host -> {
            throw new AssertionError("asked " + host.name());
        };
        assertEquals(Map.of(), failures(survey(fresh, new FactsDraft()), never));
    }

    @Test
    void a_host_that_is_lost_meanwhile_is_told_in_its_own_words() {
        says(WEB1, "");
        LiveHealth.Web absent = host -> {
            throw gone;
        };
        var failure =
                failures(survey(new FactsDraft(), new FactsDraft()), absent).get(WEB1);
        assertEquals("no answer", failure == null ? "nothing" : failure.summary());
    }
}
