package dev.sluice.it.takeover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.it.fleet.RealFleet;
import dev.sluice.it.release.FreshSite;
import dev.sluice.it.release.KillSeries;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import dev.sluice.it.release.SeenHost;
import dev.sluice.it.site.SampleSite;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As {@link KilledCoordinatorsTest}, on OpenSSH, nginx and PHP-FPM: there a host's scripts outlive the coordinator's connection. */
@Tag("everything")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledOnRealServersTest {
    @Test
    void coordinators_are_killed_and_nothing_is_lost_on_real_servers(@TempDir Path directory) {
        try (var fleet = RealFleet.start(3)) {
            FreshSite.make(fleet, SampleSite.of("v1"));
            var playbook = PlaybookText.simple().strategy("batches: [1, 2], min_available: 0%, soak: 1s");
            var operator = Operator.of(fleet, playbook, directory);
            var series = new KillSeries(operator, () -> live(fleet));
            series.kill(id -> operator.build(SampleSite.of(id)), 9);
            series.kill(id -> operator.build(SampleSite.of(id).broken()), 6);
            System.out.println(series.summary());
            assertEquals(List.of(), series.wrong());
            assertTrue(series.kills() >= 15, series::summary);
        }
    }

    private static SortedMap<String, String> live(RealFleet fleet) {
        var live = new TreeMap<String, String>();
        SeenHost.all(fleet).forEach((host, seen) -> {
            var all = new TreeSet<>(seen.served());
            all.add(seen.current().replaceFirst("^releases/", ""));
            live.put(host, String.join(" and ", all));
        });
        return live;
    }
}
