package dev.sluice.web.metrics;

import dev.sluice.daemon.ServedSite;
import dev.sluice.host.Timekeeper;
import dev.sluice.wiring.Fleets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of all sites, made of the records of this machine when they are asked for. What was made is shown again for some seconds, so that whoever asks
 * often costs little.
 */
public final class MetricsText {
    /** The media type of the text. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final List<SiteMetrics> sites;
    private final Timekeeper time;
    private final String version;
    private @Nullable Made last;

    private record Made(Duration at, String text) {}

    /** @param version of this Sluice */
    public MetricsText(List<ServedSite> sites, Fleets records, String version) {
        this.time = records.time();
        this.version = version;
        this.sites = sites.stream()
                .map(site -> new SiteMetrics(site, records.records(), records.time()))
                .toList();
    }

    /** In the text format of Prometheus, at most ten seconds old. */
    public synchronized String text() {
        var now = time.elapsed();
        var known = last;
        if (known != null && now.minus(known.at()).compareTo(KEPT) < 0) {
            return known.text();
        }
        var samples = new Samples();
        sites.forEach(site -> site.add(samples));
        var made = new Made(now, Exposition.text(samples, version));
        last = made;
        return made.text();
    }
}
