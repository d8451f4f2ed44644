package dev.sluice.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproverTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice | alice | false",
                "alice | bert | true",
                "alice: checked by hand | alice | false",
                "alice | alice, jenkins-shop-12, deploy@ci01 pid 4711 | false",
                "alice | deploy@ci01 pid 4711 | true",
                "token alice | alice | true",
                "token jenkins | token jenkins | false",
                "alice.b | alice | true",
            })
    void another_one_has_another_name(String actor, String starter, boolean allowed) {
        assertEquals(allowed, Approver.ANOTHER.allows(actor, starter));
        assertTrue(Approver.ANYBODY.allows(actor, starter));
    }
}
