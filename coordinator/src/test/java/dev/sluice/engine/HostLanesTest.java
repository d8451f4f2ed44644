package dev.sluice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import dev.sluice.rollout.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes wrong on one host costs no other host's result. */
class HostLanesTest {
    private static final List<Host> HOSTS =
            PlanDraft.of(3).plan().hosts().stream().map(HostPlan::host).toList();

    @Test
    void a_defect_on_one_host_is_the_failure_of_that_host_only() {
        var results = new HostLanes(Runnable::run, 2).run("ask", HOSTS, HostLanesTest::answer);

        var names = HOSTS.stream().map(Host::name).toList();
        assertEquals(Map.of(names.get(2), 3), results.done());
        assertEquals(
                List.of(names.get(0), names.get(1)),
                List.copyOf(results.failures().keySet()));
        assertEquals(
                List.of("unexpected error", "gone"),
                results.failures().values().stream().map(Failure::what).toList());
    }

    private static int answer(Host host) throws HostException {
        HostName name = host.name();
        int number = HOSTS.indexOf(host) + 1;
        if (number == 1) {
            throw new IllegalStateException("a defect");
        }
        if (number == 2) {
            throw new HostException(name, HostException.Kind.LOST, "gone", "look there");
        }
        return number;
    }
}
