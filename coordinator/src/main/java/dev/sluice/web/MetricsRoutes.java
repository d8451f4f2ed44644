package dev.sluice.web;

import dev.sluice.daemon.ServedSite;
import dev.sluice.web.metrics.MetricsText;
import dev.sluice.wiring.Fleets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a monitoring system asks for: {@code /metrics} for numbers, {@code /healthz} for whether this process works. */
final class MetricsRoutes implements RouteGroup {
    private final List<ServedSite> sites;
    private final MetricsText metrics;

    MetricsRoutes(List<ServedSite> sites, Fleets records) {
        this.sites = List.copyOf(sites);
        this.metrics = new MetricsText(sites, records, version());
    }

    private static String version() {
        return Optional.ofNullable(MetricsRoutes.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/metrics", this::metrics, Need.READ);
        routes.get("/healthz", this::health, Need.NOTHING);
    }

    private void metrics(Context request) {
        request.contentType(MetricsText.TYPE).result(metrics.text());
    }

    /** It is open to everyone: it has no names of sites or files. */
    private void health(Context request) {
        var reasons = new ArrayList<String>();
        count(site -> !site.isAlive(), "no thread works for %d of %d sites: the daemon starts, ends, or has a defect")
                .ifPresent(reasons::add);
        count(site -> !site.isRead(), "the files of %d of %d sites were not read yet")
                .ifPresent(reasons::add);
        request.status(reasons.isEmpty() ? 200 : 503)
                .contentType("text/plain; charset=utf-8")
                .result(reasons.isEmpty() ? "ok\n" : String.join("\n", reasons) + "\n");
    }

    private Optional<String> count(Predicate<ServedSite> fault, String reason) {
        var count = sites.stream().filter(fault).count();
        return count == 0 ? Optional.empty() : Optional.of(reason.formatted(count, sites.size()));
    }
}
