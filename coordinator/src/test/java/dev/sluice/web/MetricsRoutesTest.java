package dev.sluice.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.access.Scope;
import dev.sluice.web.metrics.MetricsText;
import org.junit.jupiter.api.Test;

class MetricsRoutesTest {
    @Test
    void health_is_open_and_metrics_need_the_scope_read() throws Exception {
        try (var project = ServedProject.start()) {
            var stranger = new Client(project.port(), "");
            var health = stranger.get("/healthz");
            for (; health.status() != 200; health = stranger.get("/healthz")) {
                Thread.onSpinWait();
            }
            assertEquals("ok\n", health.response().body());
            assertEquals(401, stranger.get("/metrics").status());
            assertEquals(
                    403,
                    new Client(project.port(), project.token("runner", Scope.RUN))
                            .get("/metrics")
                            .status());

            var metrics = new Client(project.port(), project.token("reader", Scope.READ)).get("/metrics");
            assertEquals(200, metrics.status());
            assertEquals(
                    MetricsText.TYPE,
                    metrics.response().headers().firstValue("Content-Type").orElse(""));
            assertTrue(
                    metrics.response()
                            .body()
                            .contains("sluice_rollout_needs_person{inventory=\"demo\",site=\"shop\"} 0.0\n"),
                    metrics.response()::body);
        }
    }

    @Test
    void a_daemon_that_was_stopped_is_not_healthy_and_names_no_site() throws Exception {
        try (var project = ServedProject.start()) {
            var stranger = new Client(project.port(), "");
            project.stopDaemon();
            var health = stranger.get("/healthz");
            assertEquals(503, health.status());
            assertTrue(
                    health.response()
                            .body()
                            .startsWith("no thread works for 1 of 1 sites: the daemon starts, ends, or has a defect\n"),
                    health.response()::body);
        }
    }
}
