package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.host.HostConnector;
import dev.sluice.host.HostException;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostSelector;
import dev.sluice.operation.Project.Scope;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.PlanDraft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A host that the operator left out is not contacted, whoever asks. */
class ScopedConnectorTest {
    private static final List<Host> HOSTS =
            PlanDraft.of(2).plan().hosts().stream().map(HostPlan::host).toList();

    private final List<Host> contacted = new ArrayList<>();

    private ScopedConnector excluding(Host host) {
        var selector = HostSelector.parse(List.of(host.name().value()), Path.of(""));
        HostConnector connector = asked -> {
            contacted.add(asked);
            throw new HostException(asked.name(), HostException.Kind.LOST, "gone", "look there");
        };
        return new ScopedConnector(connector, new Scope(Optional.empty(), Optional.of(selector)));
    }

    @Test
    void an_excluded_host_is_not_contacted_and_counts_as_one_that_cannot_be_reached() {
        var failure =
                assertThrows(HostException.class, () -> excluding(HOSTS.get(0)).connect(HOSTS.get(0)));

        assertEquals(HostException.Kind.UNREACHABLE, failure.kind());
        assertEquals(List.of(), contacted);
    }

    @Test
    void another_host_is_contacted() {
        assertThrows(HostException.class, () -> excluding(HOSTS.get(0)).connect(HOSTS.get(1)));

        assertEquals(List.of(HOSTS.get(1)), contacted);
    }
}
