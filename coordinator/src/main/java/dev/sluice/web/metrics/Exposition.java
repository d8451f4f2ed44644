package dev.sluice.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Values in the text format of Prometheus. */
final class Exposition {
    private Exposition() {}

    /** Each time with a registry of its own: what is gone, such as a hold, is not shown any more. */
    static String text(Samples samples, String version) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try {
            Gauge.builder("sluice.build.info", () -> 1)
                    .description("The version of this Sluice")
                    .tag("version", version)
                    .register(registry);
            samples.values().forEach((series, value) -> add(registry, series, value));
            return registry.scrape();
        } finally {
            registry.close();
        }
    }

    private static void add(PrometheusMeterRegistry registry, Samples.Series series, double value) {
        var metric = series.metric();
        var tags = Tags.of("inventory", series.inventory(), "site", series.site());
        if (!metric.label().isEmpty()) {
            tags = tags.and(metric.label(), series.value());
        }
        if (metric.isCounter()) {
            Counter.builder(metric.id())
                    .description(metric.help())
                    .tags(tags)
                    .register(registry)
                    .increment(value);
            return;
        }
        Gauge.builder(metric.id(), () -> value)
                .description(metric.help())
                .tags(tags)
                .register(registry);
    }
}
