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

    private static String found(LocalMachine machine, String topic) {
        return LocalCheckup.of(machine).stream()
                .filter(finding -> finding.topic().equals(topic))
                .map(finding -> finding.level() + " " + finding.what())
                .findFirst()
                .orElseThrow();
    }

    private static LocalMachine machine(
            int java, Optional<String> home, boolean named, Optional<Agent> agent, Undelivered undelivered) {
        return new LocalMachine(
                java, home, named, true, STATE, agent, Optional.empty(), Optional.empty(), undelivered, NOW, NOW);
    }

    @Test
    void the_oldest_java_is_17() {
        var none = new Undelivered(0, 0, "");
        assertEquals("OK version 17", found(machine(17, Optional.of("/h"), true, Optional.empty(), none), "java"));
        assertEquals(
                "PROBLEM version 16 is too old",
                found(machine(16, Optional.of("/h"), true, Optional.empty(), none), "java"));
    }

    @Test
    void an_account_without_a_home_a_name_or_an_agent_is_named_as_that() {
        var none = new Undelivered(0, 0, "");
        var homeless = machine(17, Optional.empty(), false, Optional.empty(), none);
        assertEquals("WARNING it has no home directory", found(homeless, "account"));
        assertEquals("NOTE there is none: SSH_AUTH_SOCK is not set", found(homeless, "ssh agent"));
        assertEquals(
                "NOTE it has no name on this machine",
                found(machine(17, Optional.of("/h"), false, Optional.empty(), none), "account"));
    }

    @Test
    void notifications_that_were_given_up_count_before_those_that_wait() {
        assertEquals("WARNING 2 could not be delivered", found(unfit(), "notifications"));
        var waiting = machine(17, Optional.of("/h"), true, Optional.empty(), new Undelivered(3, 0, "status 404"));
        assertEquals("WARNING 3 could not be delivered yet", found(waiting, "notifications"));
    }
}
