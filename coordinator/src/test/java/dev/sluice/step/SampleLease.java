package dev.sluice.step;

import dev.sluice.playbook.ReleaseSettings;
import dev.sluice.playbook.ReleaseSettings.Base;
import dev.sluice.playbook.ReleaseSettings.Permissions;
import dev.sluice.playbook.ReleaseSettings.Shared;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A lease, and what scripts receive under it. */
final class SampleLease {
    static final Lease LEASE = new Lease("/srv/shop", "r-1", 7);

    private SampleLease() {}

    static Map<String, String> values(Map<String, String> more) {
        var values = new TreeMap<>(more);
        values.putAll(Map.of("path", "/srv/shop", "rollout", "r-1", "token", "7"));
        return values;
    }

    static ReleaseSettings settings(Optional<String> group) {
        return new ReleaseSettings(
                5,
                "public",
                new Shared(List.of("storage", "uploads"), List.of(".env")),
                List.of("cache"),
                Base.COPY,
                new Permissions("0027", group, Optional.empty()),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
