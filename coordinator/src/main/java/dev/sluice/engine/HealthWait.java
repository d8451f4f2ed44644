package dev.sluice.engine;

import dev.sluice.host.HostHttp;
import dev.sluice.host.Timekeeper;
import dev.sluice.inventory.Host;
import dev.sluice.playbook.ProbeSettings;
import java.time.Duration;
import java.util.List;

/**
 * Probes until the result is certain: a host is healthy after a number of passed probes in a row, and unhealthy after as many failed ones. A host
 * that reaches neither in time is flapping, and counts as unhealthy.
 */
final class HealthWait {
    private final HealthProbe probe;
    private final ProbeSettings settings;
    private final Timekeeper time;

    HealthWait(HealthProbe probe, ProbeSettings settings, Timekeeper time) {
        this.probe = probe;
        this.settings = settings;
        this.time = time;
    }

    /** @return the last complaints; empty when the host is healthy */
    List<Complaint> complaints(Host host, HostHttp http) throws InterruptedException {
        if (probe.checks(host) == 0) {
            return List.of();
        }
        var fresh = new FreshHttp(http, time);
        var end = time.elapsed().plus(settings.within());
        List<Complaint> last = List.of();
        int passed = 0;
        int failed = 0;
        while (true) {
            var now = probe.complaints(host, fresh);
            passed = now.isEmpty() ? passed + 1 : 0;
            failed = now.isEmpty() ? 0 : failed + 1;
            last = now.isEmpty() ? last : now;
            if (passed == settings.consecutive()) {
                return List.of();
            }
            if (failed == settings.consecutive()) {
                return counted(last, "%d of %d".formatted(failed, settings.consecutive()));
            }
            if (time.elapsed().compareTo(end) >= 0) {
                return counted(
                        last.isEmpty() ? List.of(Complaint.of("the answers came too slowly")) : last,
                        "never %d times good in a row within %d s"
                                .formatted(
                                        settings.consecutive(),
                                        settings.within().toSeconds()));
            }
            time.pause(shorter(settings.every(), end.minus(time.elapsed())));
        }
    }

    private static List<Complaint> counted(List<Complaint> complaints, String count) {
        return complaints.stream().map(what -> what.counted(count)).toList();
    }

    private static Duration shorter(Duration one, Duration other) {
        if (other.isNegative()) {
            return Duration.ZERO;
        }
        return one.compareTo(other) < 0 ? one : other;
    }
}
