package dev.sluice.web.metrics;

import dev.sluice.plan.FleetName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of one moment. */
final class Samples {
    private static final double MILLIS = 1_000.0;

    private final Map<Series, Double> values = new LinkedHashMap<>();

    /** @param value of the label that the metric has beside those of the site; empty for none */
    record Series(Metric metric, String inventory, String site, String value) {}

    Map<Series, Double> values() {
        return Map.copyOf(values);
    }

    OfSite of(FleetName fleet) {
        return new OfSite(fleet);
    }

    /** Takes the values of one site. */
    final class OfSite {
        private final FleetName fleet;

        private OfSite(FleetName fleet) {
            this.fleet = fleet;
        }

        void set(Metric metric, double value) {
            set(metric, "", value);
        }

        void set(Metric metric, String label, double value) {
            var series = new Series(metric, fleet.inventory(), fleet.site(), label);
            values.merge(series, value, metric::together);
        }

        /** In seconds since 1970. */
        void time(Metric metric, Instant at) {
            set(metric, at.toEpochMilli() / MILLIS);
        }
    }
}
