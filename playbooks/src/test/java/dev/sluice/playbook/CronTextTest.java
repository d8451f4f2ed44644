package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 30 22 ? * MON-THU",
                "0 0 0 1 1 ? 2027",
                "0 0/5 8-18 L * ?",
                "0 15 10 15W * ?",
                "59 59 23 ? 12 6L",
                "0 0 12 ? * FRI#2",
                "0,30 * * * * ?"
            })
    void what_quartz_reads_is_taken(String cron) {
        assertEquals(cron, CronText.checked(cron));
    }

    @Test
    void blanks_do_not_count() {
        assertEquals("0 30 22 ? * MON", CronText.checked("  0  30 22 ?   * MON "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 0 0 ? * MON",
                "0 60 0 ? * MON",
                "0 0 24 ? * MON",
                "0 0 0 32 * ?",
                "0 0 0 ? 13 MON",
                "0 0 0 ? * 8",
                "0 0 0 ? * MON 1969",
                "0 0 0 * * MON",
                "0 0 0 ? * ?",
                "0 0 0 ? * $(id)",
                "0 0 0 ? * 99999999999",
                "0 50-70 0 ? * MON"
            })
    void what_can_never_be_is_refused(String cron) {
        assertThrows(IllegalArgumentException.class, () -> CronText.checked(cron));
    }
}
