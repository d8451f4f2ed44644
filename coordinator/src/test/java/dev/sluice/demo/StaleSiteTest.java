package dev.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.endpoint.EndpointRefusal;
import dev.sluice.endpoint.EndpointRequest;
import dev.sluice.endpoint.EndpointSite;
import dev.sluice.endpoint.Operation;
import dev.sluice.endpoint.ServedRelease;
import dev.sluice.endpoint.SignedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The site is as stale as PHP with OPcache, and the endpoint answers as the PHP file would. */
class StaleSiteTest {
    private EmbeddedFleet fleet;
    private EmbeddedHost host;
    private SiteClient site;

    @BeforeEach
    void a_host_serves_release_a_and_has_b() throws IOException {
        fleet = EmbeddedFleet.builder().hosts(1).workers(3).start();
        host = fleet.host("web01");
        site = new SiteClient(host);
        site.stage("a", SampleRelease.GOOD);
        site.stage("b", SampleRelease.GOOD);
        host.link("a");
        host.warm();
    }

    @AfterEach
    void nothing_stays() {
        fleet.close();
    }

    @Test
    void a_switch_alone_changes_nothing_that_visitors_see() throws Exception {
        host.link("b");
        assertEquals(Collections.nCopies(9, "a"), site.visits(9));
        assertEquals("b", host.live());
    }

    @Test
    void after_a_signed_reset_every_worker_serves_the_new_release() throws Exception {
        host.link("b");
        site.state(Operation.RESET);
        assertEquals(Collections.nCopies(9, "b"), site.visits(9));
        assertTrue(site.get("/").body().contains("release b"));
        assertTrue(site.get("/").body().contains("</html>"));
    }

    @Test
    void the_answer_to_a_reset_says_pending_and_the_next_one_that_it_was_done() throws Exception {
        var before = site.state(Operation.STATUS).opcache().restarts();
        assertTrue(site.state(Operation.RESET).opcache().restarts().pending());
        assertTrue(site.state(Operation.STATUS).opcache().restarts().doneSince(before));
    }

    @Test
    void the_endpoint_names_the_old_release_three_times_until_the_reset() throws Exception {
        host.link("b");
        assertEquals(
                new ServedRelease("a", "a", "a"), site.state(Operation.STATUS).release());
        site.state(Operation.RESET);
        assertEquals(
                new ServedRelease("b", "b", "b"), site.state(Operation.STATUS).release());
    }

    @Test
    void a_worker_whose_memory_of_the_link_has_run_out_still_runs_the_old_scripts() throws Exception {
        try (var forgetful =
                EmbeddedFleet.builder().hosts(1).realpathTtl(Duration.ZERO).start()) {
            var other = forgetful.host("web01");
            var otherSite = new SiteClient(other);
            otherSite.stage("a", SampleRelease.GOOD);
            otherSite.stage("b", SampleRelease.GOOD);
            other.link("a");
            assertEquals(
                    new ServedRelease("a", "a", "a"),
                    otherSite.state(Operation.STATUS).release());
            other.link("b");
            assertEquals(
                    new ServedRelease("a", "b", "a"),
                    otherSite.state(Operation.STATUS).release());
        }
    }

    @Test
    void the_workers_answer_in_turn() throws Exception {
        var pids = new HashSet<Integer>();
        for (int i = 0; i < 3; i++) {
            pids.add(site.state(Operation.STATUS).worker().pid());
        }
        assertEquals(3, pids.size());
        assertEquals(3, site.state(Operation.FACTS).worker().workers().size());
    }

    @Test
    void who_did_not_sign_gets_the_sites_own_404() throws Exception {
        var unsigned = site.get("/_sluice.php");
        assertEquals(404, unsigned.statusCode());
        assertEquals(site.get("/no-such-page").body(), unsigned.body());
        var signed = site.sign(site.ask(Operation.RESET));
        var changed = new SignedRequest(signed.path(), signed.body().replace("reset", "facts"), signed.authorization());
        assertEquals(404, site.post(changed).statusCode());
        host.link("b");
        assertEquals(Set.of("a"), new HashSet<>(site.visits(3)), "nothing was reset");
    }

    @Test
    void there_is_no_endpoint_where_the_release_that_php_serves_has_none() throws Exception {
        Files.delete(site.stage("bare", SampleRelease.GOOD).resolve("public/_sluice.php"));
        host.link("bare");
        assertEquals("a", site.state(Operation.STATUS).release().file(), "PHP still has the old one");
        site.state(Operation.RESET);
        assertEquals(404, site.post(site.sign(site.ask(Operation.STATUS))).statusCode());
    }

    @Test
    void requests_that_are_late_repeated_or_for_another_host_are_refused_by_name() throws Exception {
        var request = site.ask(Operation.STATUS);
        site.answer(request);
        assertEquals(EndpointRefusal.REPLAYED, error(request));
        var here = request.at();
        assertEquals(
                EndpointRefusal.SKEW,
                error(site.ask(Operation.STATUS, here, Instant.now().minusSeconds(90))));
        var there = new EndpointSite(here.inventory(), here.site(), "web99");
        assertEquals(EndpointRefusal.WRONG_HOST, error(site.ask(Operation.STATUS, there, Instant.now())));
    }

    @Test
    void a_second_reset_within_ten_seconds_is_refused() throws Exception {
        site.state(Operation.RESET);
        assertEquals(EndpointRefusal.TOO_SOON, error(site.ask(Operation.RESET)));
    }

    @Test
    void a_bad_release_is_unhealthy_and_has_a_front_page() throws Exception {
        site.stage("bad", SampleRelease.BAD);
        assertEquals(200, site.get("/healthz").statusCode());
        host.link("bad");
        site.state(Operation.RESET);
        assertEquals(500, site.get("/healthz").statusCode());
        assertEquals(200, site.get("/").statusCode());
    }

    @Test
    void a_slow_request_keeps_the_reset_pending_and_its_worker_busy() throws Exception {
        host.inject(Fault.SLOW_REQUEST);
        host.link("b");
        site.state(Operation.RESET);
        assertEquals(Set.of("a"), new HashSet<>(site.visits(6)));
        var state = site.state(Operation.STATUS);
        assertTrue(state.opcache().restarts().pending());
        assertFalse(state.worker().workers().get(0).busy().orElseThrow().isZero());
        assertEquals(7, host.happened(Fault.SLOW_REQUEST));
        host.heal(Fault.SLOW_REQUEST);
        assertEquals(Set.of("b"), new HashSet<>(site.visits(6)));
    }

    private String error(EndpointRequest request) throws IOException, InterruptedException {
        return ((EndpointRefusal) site.answer(request)).error();
    }
}
