package dev.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import dev.sluice.inventory.InventoryFile;
import dev.sluice.playbook.PlaybookFile;
import dev.sluice.playbook.TargetCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSiteTest {
    @Test
    void every_host_serves_the_first_release_without_an_endpoint() throws Exception {
        try (var fleet = EmbeddedFleet.builder().hosts(3).start()) {
            DemoSite.on(fleet);
            for (var host : fleet.hosts()) {
                var site = new SiteClient(host);
                assertEquals("1", host.live());
                assertEquals(List.of("1"), site.visits(1));
                assertEquals(200, site.get("/healthz").statusCode());
                assertEquals(404, site.get("/_sluice.php").statusCode());
            }
        }
    }

    @Test
    void php_is_warm_so_that_a_switch_alone_is_not_seen() throws Exception {
        try (var fleet = EmbeddedFleet.builder().hosts(1).workers(2).start()) {
            DemoSite.on(fleet);
            var host = fleet.host("web01");
            SampleRelease.GOOD.writeTo(host.sitePath().resolve("releases/2"), "2");
            host.moveLinkByHand("2");
            assertEquals(List.of("1", "1", "1"), new SiteClient(host).visits(3));
        }
    }

    @Test
    void the_bad_artifact_is_unhealthy_and_the_good_one_is_not() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start()) {
            var site = DemoSite.on(fleet);
            assertEquals("ok\n", Files.readString(site.goodArtifact().resolve("public/healthz")));
            assertEquals("fail: 500\n", Files.readString(site.badArtifact().resolve("public/healthz")));
        }
    }

    @Test
    void the_endpoint_key_is_a_private_file() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).start()) {
            var key = DemoSite.on(fleet).endpointKey();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
            assertEquals(
                    16,
                    EndpointKey.parse(Files.readString(key)).publicKey().kid().length());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7, 20})
    void both_files_are_what_the_readers_want_for_any_number_of_hosts(int count) throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(count).start()) {
            var site = DemoSite.on(fleet);
            var inventory = InventoryFile.read(site.inventoryFile()).inventory();
            var playbook = PlaybookFile.read(site.playbookFile());
            assertEquals(List.of(), TargetCheck.of(playbook, inventory));
            assertEquals(count, playbook.playbook().targets().select(inventory).size());
        }
    }

    @Test
    void the_inventory_says_where_each_host_is() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(6).start()) {
            var read = InventoryFile.read(DemoSite.on(fleet).inventoryFile()).inventory();
            for (var host : read.hosts()) {
                var embedded = fleet.host(host.name().value());
                assertEquals(embedded.sshPort(), host.ssh().port());
                assertEquals(
                        "http://127.0.0.1:" + embedded.webPort(), host.web().url());
                assertEquals(embedded.sitePath().toString(), host.path());
                assertEquals(
                        Optional.of(fleet.clientKey().toString()), host.ssh().key());
                assertEquals(fleet.knownHosts().toString(), host.ssh().knownHosts());
            }
        }
    }

    @Test
    void six_hosts_go_out_in_three_batches_the_canary_first() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(6).start()) {
            var steps = PlaybookFile.read(DemoSite.on(fleet).playbookFile())
                    .playbook()
                    .strategy()
                    .batches();
            assertEquals(
                    List.of(1, 2, 3),
                    steps.stream().map(step -> step.size().of(6)).toList());
        }
    }

    @Test
    void a_fleet_of_one_has_a_canary_only() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(1).site("blog").start()) {
            var playbook = Files.readString(DemoSite.on(fleet).playbookFile());
            assertTrue(playbook.contains("name: blog\n"), playbook);
            assertTrue(playbook.contains("targets: canary\n"), playbook);
        }
    }
}
