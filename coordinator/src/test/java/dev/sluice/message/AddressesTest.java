package dev.sluice.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.SshSettings;
import dev.sluice.plan.PlanDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    private final Addresses addresses = new Addresses(Map.of("10.0.0.12", "web02", "web02.int.example.com", "web02"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no connection to 10.0.0.12:22: timed out | no connection to web02: timed out",
                "no connection to 10.0.0.123: timed out | no connection to (address): timed out",
                "GET http://192.168.7.9:8080/healthz: 500 | GET http://(address)/healthz: 500",
                "ssh web02.int.example.com:2222 | ssh web02",
                "notweb02.int.example.com | notweb02.int.example.com",
                "to [fd00::12:1]:443 and fe80::1%eth0. | to (address) and (address).",
                "2001:db8:1:2:3:4:5:6 | (address)",
            })
    void an_address_does_not_leave(String text, String shown) {
        assertEquals(shown, addresses.hide(text));
    }

    @Test
    void hosts_are_named_and_the_jump_hosts_on_the_way_to_them_are_not() {
        var host = PlanDraft.host(new HostName("web01"));
        var ssh = host.ssh();
        var behind = new Host(
                host.name(),
                "web01.int.example.com",
                host.groups(),
                host.labels(),
                host.path(),
                new SshSettings(
                        ssh.user(),
                        ssh.port(),
                        ssh.key(),
                        ssh.passphrase(),
                        ssh.knownHosts(),
                        Optional.of("deploy@bastion.example.com:2222")),
                host.web());
        assertEquals(
                "web01: no way through (jump host)",
                Addresses.of(List.of(behind))
                        .hide("web01.int.example.com:22: no way through bastion.example.com:2222"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET http://127.0.0.1/healthz: 500",
                "at 22:30:15 batch 2",
                "release 20261122-223000-9f3c1ab",
                "PHP 8.2.11, build 1.2.3",
                "Foo::bar() failed",
                "Connection to [::1]:80",
            })
    void what_is_no_address_of_the_network_stays(String text) {
        assertEquals(text, addresses.hide(text));
    }

    @Test
    void a_name_with_signs_of_a_replacement_is_taken_as_it_is() {
        assertEquals("at $1", new Addresses(Map.of("10.0.0.1", "$1")).hide("at 10.0.0.1"));
    }
}
