package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.PlanDraft;
import dev.sluice.step.HostFacts.OpenDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenCodeTest {
    private static final HostName WEB1 = PlanDraft.web(1);
    private static final HostName WEB2 = PlanDraft.web(2);

    private static Survey survey() {
        var open = new FactsDraft();
        open.open = Optional.of(new OpenDirectory("/srv/shop/current/public", "www-data"));
        var other = new FactsDraft();
        other.id = Optional.of("id-2");
        return new Survey(
                List.of(PlanDraft.host(WEB1), PlanDraft.host(WEB2)),
                Map.of(WEB1, open.facts(), WEB2, other.facts()),
                Map.of());
    }

    @Test
    void a_host_whose_code_another_account_may_write_is_named_with_directory_account_and_remedy() {
        var failures = OpenCode.failures(survey());
        assertEquals(Set.of(WEB1), failures.keySet());
        var shown = Survey.group(failures).get(0);
        for (var word :
                List.of("www-data may write /srv/shop/current/public", "chmod", "release.permissions.writers")) {
            assertTrue(shown.contains(word), shown);
        }
    }

    @Test
    void it_is_no_reason_against_a_rollback() {
        var failures = new Preflight(new FleetName("prod", "shop"), 0).failures(survey());
        assertFalse(failures.containsKey(WEB1));
    }
}
