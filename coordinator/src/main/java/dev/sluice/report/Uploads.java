package dev.sluice.report;

import dev.sluice.document.HumanUnits;
import dev.sluice.inventory.HostName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far the uploads to all hosts are together: bytes, rate, and the time that is left at that rate. */
final class Uploads {
    private static final long MILLIS = 1_000;

    private final Map<HostName, Upload> hosts = new HashMap<>();

    private record Upload(long sent, long total) {}

    void sent(HostName host, long sent, long total) {
        hosts.put(host, new Upload(sent, total));
    }

    /** The host has the release. */
    void done(HostName host) {
        hosts.computeIfPresent(host, (name, upload) -> new Upload(upload.total(), upload.total()));
    }

    /**
     * Such as {@code 1.2 MB of 9.4 MB, 610 kB/s, 13 s left}; empty before the first byte.
     *
     * @param waiting hosts that wait for their upload: each counts as much as the others do on average
     */
    Optional<String> shown(Duration took, int waiting) {
        long sent = hosts.values().stream().mapToLong(Upload::sent).sum();
        long known = hosts.values().stream().mapToLong(Upload::total).sum();
        if (sent == 0) {
            return Optional.empty();
        }
        long total = known + waiting * (known / hosts.size());
        long rate = sent * MILLIS / Math.max(1, took.toMillis());
        var left = rate == 0 || sent == total
                ? ""
                : ", " + HumanUnits.whole(Duration.ofSeconds((total - sent) / rate)) + " left";
        return Optional.of(HumanUnits.bytes(sent) + " of " + HumanUnits.bytes(total) + ", " + HumanUnits.bytes(rate)
                + "/s" + left);
    }
}
