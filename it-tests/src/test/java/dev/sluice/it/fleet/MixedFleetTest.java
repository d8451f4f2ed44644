package dev.sluice.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.inventory.InventoryFile;
import dev.sluice.it.site.SampleSite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts with a web server and hosts without one are one fleet. */
class MixedFleetTest {
    private static final RealFleet FLEET = RealFleet.of(2).workerHosts(2).start();

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void a_worker_host_has_the_site_and_an_sshd_and_nothing_else() {
        var jobs = FLEET.workerHost(2);
        assertEquals("jobs02", jobs.name());
        assertEquals("releases/v1", jobs.site().current());
        assertEquals("jobs\n", Ssh.run(FLEET, jobs, "cd " + jobs.sitePath() + " && echo jobs"));
        assertEquals(List.of(jobs.sshd()), jobs.servers());
        assertThrows(IOException.class, () -> connect(jobs.address(), jobs.httpPort()));
    }

    @Test
    void the_inventory_has_the_groups_and_labels_that_a_playbook_of_many_kinds_names(@TempDir Path directory)
            throws IOException {
        var file = Files.writeString(directory.resolve("inventory.yml"), FLEET.groupedInventory("prod"));
        var inventory = InventoryFile.read(file).inventory();
        assertEquals(
                List.of("web01", "web02", "jobs01", "jobs02"),
                inventory.hosts().stream().map(Host::name).map(HostName::value).toList());
        assertEquals(
                Set.of("canary", "web"),
                Set.copyOf(host(inventory.hosts(), "web01").groups()));
        assertEquals(
                List.of("workers"),
                List.copyOf(host(inventory.hosts(), "jobs01").groups()));
        assertEquals("prod", host(inventory.hosts(), "jobs02").labels().get("env"));
        assertEquals("b", host(inventory.hosts(), "web02").labels().get("rack"));
    }

    private static Host host(List<Host> hosts, String name) {
        return hosts.stream()
                .filter(host -> host.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_host_can_be_lost_and_come_back_while_its_site_goes_on() throws IOException {
        var lost = FLEET.host(2);
        lost.becomeUnreachable();
        assertThrows(IOException.class, () -> connect(lost.address(), lost.sshPort()));
        assertEquals(200, lost.site().get("/").status());
        lost.becomeReachable();
        connect(lost.address(), lost.sshPort());
        assertTrue(Ssh.run(FLEET, lost, "echo $SSH_CONNECTION").contains(lost.address()));
    }

    private static void connect(String address, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5_000);
        }
    }
}
