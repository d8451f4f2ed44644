package dev.sluice.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.inventory.HostName;
import dev.sluice.inventory.InventoryFile;
import dev.sluice.it.site.SampleAnswer;
import dev.sluice.it.site.SampleSite;
import dev.sluice.it.web.WebAnswer;
import dev.sluice.it.web.WebConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One fleet for all of these: none of them changes it for the others. */
class RealFleetTest {
    private static final RealFleet FLEET = RealFleet.start(2);

    @BeforeAll
    static void make_a_site() {
        FLEET.makeSiteByHand(SampleSite.of("v1"));
    }

    @AfterAll
    static void close() {
        FLEET.close();
    }

    @Test
    void an_administrator_logs_in_at_every_host_with_its_known_key() {
        for (RealHost host : FLEET.hosts()) {
            String connection = Ssh.run(FLEET, host, "echo $SSH_CONNECTION");
            assertTrue(connection.endsWith(" " + host.address() + " " + host.sshPort() + "\n"), connection);
        }
    }

    @Test
    void the_ssh_user_owns_the_site_and_can_write_it() {
        RealHost host = FLEET.host(1);
        assertEquals(FLEET.sshUser() + "\n", Ssh.run(FLEET, host, "id -un"));
        assertEquals(
                "made\n", Ssh.run(FLEET, host, "cd " + host.sitePath() + " && mkdir made && ls -d made; rmdir made"));
    }

    @Test
    void every_host_has_keys_of_its_own() {
        Set<String> fingerprints = new TreeSet<>(FLEET.host(1).hostKeyFingerprints());
        fingerprints.addAll(FLEET.host(2).hostKeyFingerprints());
        assertEquals(4, fingerprints.size());
        assertTrue(fingerprints.stream().allMatch(print -> print.startsWith("SHA256:")), fingerprints.toString());
    }

    @Test
    void the_known_hosts_file_has_two_keys_of_each_host_and_the_client_key_is_for_nobody_else() throws IOException {
        assertEquals(4, Files.readAllLines(FLEET.knownHosts()).size());
        assertEquals(Set.of("OWNER_READ", "OWNER_WRITE"), permissions(FLEET.clientKey()));
    }

    @Test
    void every_host_serves_its_own_site_under_the_sites_name() {
        for (RealHost host : FLEET.hosts()) {
            assertEquals(
                    List.of("v1"), SampleAnswer.releases(host.site().get("/").body()));
            assertEquals("releases/v1", host.site().current());
        }
    }

    @Test
    void the_inventory_is_one_that_sluice_reads(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("inventory.yml"), FLEET.inventory("prod"));
        var inventory = InventoryFile.read(file).inventory();
        assertEquals("prod", inventory.name());
        assertEquals(2, inventory.hosts().size());
        RealHost real = FLEET.host(2);
        var read = inventory.host(new HostName("web02")).orElseThrow();
        assertEquals(real.address(), read.address());
        assertEquals(real.sitePath().toString(), read.path());
        assertEquals(real.sshPort(), read.ssh().port());
        assertEquals(FLEET.knownHosts().toString(), read.ssh().knownHosts());
        assertEquals(
                "http://" + real.address() + ":" + real.httpPort(), read.web().url());
        assertEquals("unix:" + real.fpmSocket(), read.web().fastcgi().orElseThrow());
    }

    @Test
    void another_virtual_host_is_told_apart() throws IOException {
        WebAnswer answer = WebConnection.getOnce(FLEET.host(1).web().withSite("other.example.test"), "/");
        assertEquals(421, answer.status());
    }

    @Test
    void hosts_have_caches_of_their_own() {
        assertNotEquals(FLEET.host(1).fpm().pid(), FLEET.host(2).fpm().pid());
        assertEquals(4, FLEET.host(1).fpm().childPids().size());
    }

    @Test
    void php_has_opcache_on_and_looks_at_no_file_times() throws IOException {
        Path probe = FLEET.host(2).sitePath().resolve("current/public/settings.php");
        Files.writeString(
                probe,
                "<?php echo ini_get('opcache.enable'), ini_get('opcache.validate_timestamps'),"
                        + " ' ', ini_get('realpath_cache_ttl'), ' ', (int) is_array(opcache_get_status(false));");
        assertEquals("10 120 1", FLEET.host(2).site().get("/settings.php").body());
    }

    @Test
    void any_php_file_below_the_docroot_is_reached_and_a_missing_one_is_not_found() throws IOException {
        Files.writeString(FLEET.host(2).sitePath().resolve("current/public/_sluice.php"), "<?php echo 'reached';");
        assertEquals("reached", FLEET.host(2).site().get("/_sluice.php").body());
        assertEquals(404, FLEET.host(2).site().get("/missing.php").status());
    }

    @Test
    void two_fleets_at_once_are_in_each_others_way_nowhere() {
        try (var other = RealFleet.start(1)) {
            other.makeSiteByHand(SampleSite.of("other"));
            assertEquals(FLEET.host(1).address(), other.host(1).address());
            assertNotEquals(FLEET.host(1).httpPort(), other.host(1).httpPort());
            assertEquals(
                    List.of("other"),
                    SampleAnswer.releases(other.host(1).site().get("/").body()));
            assertEquals(
                    List.of("v1"),
                    SampleAnswer.releases(FLEET.host(1).site().get("/").body()));
        }
    }

    private static Set<String> permissions(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        Files.getPosixFilePermissions(file).forEach(permission -> names.add(permission.name()));
        return names;
    }
}
