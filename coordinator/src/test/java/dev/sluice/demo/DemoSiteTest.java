package dev.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void the_inventory_names_each_host_with_its_ports() throws IOException {
        try (var fleet = EmbeddedFleet.builder().hosts(6).start()) {
            var inventory = Files.readString(DemoSite.on(fleet).inventoryFile());
            for (var host : fleet.hosts()) {
                var entry =
                        "- { name: %s, address: 127.0.0.1, ssh: { port: %d }, web: { url: \"http://127.0.0.1:%d\" } }\n"
                                .formatted(host.name(), host.sshPort(), host.webPort());
                assertTrue(inventory.contains(entry), inventory);
            }
            assertTrue(inventory.contains("path: '" + fleet.directory() + "/{host}/shop'\n"), inventory);
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
