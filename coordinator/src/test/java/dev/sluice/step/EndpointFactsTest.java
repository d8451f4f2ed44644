package dev.sluice.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.document.HostText;
import dev.sluice.step.HostFacts.EndpointFacts;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointFactsTest {
    @ParameterizedTest
    @CsvSource({
        "terms of today, keys and terms of today, false",
        "terms of today, keys and terms of tomorrow, true",
        "'', keys and terms of today, false",
        "terms of today, '', false"
    })
    void terms_are_outdated_where_the_host_and_the_inventory_have_others(String there, String now, boolean outdated) {
        assertEquals(outdated, new EndpointFacts(Optional.of("e1"), Set.of(), HostText.of(there)).outdated(now));
    }
}
