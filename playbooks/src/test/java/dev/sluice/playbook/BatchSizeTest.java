package dev.sluice.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTest {
    @ParameterizedTest
    @CsvSource({
        "25, 40, 10",
        "25, 3, 1",
        "10, 19, 1",
        "10, 20, 2",
        "100, 7, 7",
        "1, 1, 1",
        "50, 0, 0",
        "99, 2147483647, 2126008810"
    })
    void a_percent_is_rounded_down_and_at_least_one_host(int percent, int total, int hosts) {
        assertEquals(hosts, new BatchSize.Percent(percent).of(total));
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 1", "50, 40, 40", "3, 0, 0"})
    void a_number_is_at_most_all(int count, int total, int hosts) {
        assertEquals(hosts, new BatchSize.Hosts(count).of(total));
    }

    @ParameterizedTest
    @CsvSource({"25, 40, 10", "25, 3, 0", "0, 100, 0", "100, 7, 7"})
    void a_budget_in_percent_may_be_nothing(int percent, int total, int hosts) {
        assertEquals(hosts, new HostCount.Percent(percent).of(total));
    }

    @ParameterizedTest
    @CsvSource({"0, 40, 0", "50, 40, 40"})
    void a_budget_in_hosts_is_at_most_all(int count, int total, int hosts) {
        assertEquals(hosts, new HostCount.Hosts(count).of(total));
    }
}
