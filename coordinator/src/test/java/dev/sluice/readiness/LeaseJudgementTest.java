package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.document.HostText;
import dev.sluice.step.HostFacts.LeaseFacts;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseJudgementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r-7f3a09bc  | r-7f3a09bc",
                "r-1; reboot | 'r-1; reboot'",
                "$(reboot)   | '$(reboot)'",
                "--yes       | '--yes'",
            },
            quoteCharacter = '"')
    void an_id_that_a_host_made_up_is_one_word_of_the_advised_commands(String id, String word) {
        var waiting = new LeaseFacts(id, 7, HostText.of("bert"), Duration.ZERO, Duration.ZERO);
        assertEquals(
                "it waits for a person: sluice status " + word
                        + " shows for what; then sluice promote, resume or abort " + word + "; sluice unlock --lock "
                        + word + " gives it up",
                LeaseJudgement.remedy(waiting));
    }
}
