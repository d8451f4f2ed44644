package dev.sluice.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.readiness.Finding.Level;
import dev.sluice.readiness.LocalMachine.Agent;
import dev.sluice.readiness.LocalMachine.State;
import dev.sluice.readiness.LocalMachine.Undelivered;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalCheckupTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final State STATE = new State("/state", Optional.empty(), "ext4");

    private static LocalMachine fit() {
        return new LocalMachine(
                21,
                Optional.of("/home/deploy"),
                true,
                true,
                STATE,
                Optional.of(new Agent("/run/agent", Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                new Undelivered(0, 0, ""),
                NOW,
                NOW);
    }

    private static LocalMachine unfit() {
        return new LocalMachine(
                11,
                Optional.empty(),
                false,
                false,
                new State("/state", Optional.of("/state cannot be written"), "nfs4"),
                Optional.of(new Agent("/run/agent", Optional.of("Connection refused"))),
                Optional.of("/root/.ssh/known_hosts does not exist"),
                Optional.of("/tmp cannot be written"),
                new Undelivered(1, 2, "slack env:HOOK: status 404"),
                NOW.minusSeconds(86_400),
                NOW);
    }

    @Test
    void nothing_is_missing_on_a_machine_that_is_fit() {
        assertTrue(LocalCheckup.of(fit()).stream().allMatch(finding -> finding.level() == Level.OK));
    }

    @Test
    void each_thing_that_is_missing_has_a_remedy() {
        var found = LocalCheckup.of(unfit());
        assertFalse(found.stream().anyMatch(finding -> finding.level() == Level.OK));
        assertFalse(found.stream().anyMatch(finding -> finding.remedy().isEmpty()));
        assertEquals(
                Optional.of("/state is on nfs4"),
                found.stream()
                        .filter(finding -> finding.topic().equals("file system"))
                        .map(Finding::what)
                        .findFirst());
        assertEquals(
                4,
                found.stream()
                        .filter(finding -> finding.level() == Level.PROBLEM)
                        .count());
    }
}
