package dev.sluice.step;

import dev.sluice.step.HostFacts.ReleaseFacts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The releases of a host that are kept besides the live one and the rollback target. The rule is the same after a rollout and when a person prunes.
 */
public final class KeptReleases {
    private KeptReleases() {}

    /**
     * The newest releases that are not bad, as many as the playbook defines, and one more as material for the next release. Directories that Sluice
     * did not make are always kept, and do not count.
     *
     * @param keep {@code release.keep}
     */
    public static List<String> of(List<ReleaseFacts> releases, String live, Optional<String> back, int keep) {
        return releases.stream()
                .filter(release -> !release.digest().isEmpty())
                .filter(release -> release.mark() != ReleaseMark.BAD)
                .filter(release -> !release.id().equals(live))
                .filter(release -> back.filter(release.id()::equals).isEmpty())
                .sorted(Comparator.comparing(
                        (ReleaseFacts release) -> release.age().orElse(Duration.ZERO)))
                .limit(keep + 1L)
                .map(ReleaseFacts::id)
                .toList();
    }
}
