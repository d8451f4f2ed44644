package dev.sluice.step;

import dev.sluice.step.HostFacts.ReleaseFacts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which releases of a host stay besides the live one and the one to go back to: the same after a rollout and when a person prunes. */
public final class KeptReleases {
    private KeptReleases() {}

    /**
     * So many as the playbook says, the newest, none of them bad, and one more as material for the next release. Directories that Sluice did not
     * make stay anyway, and take no place.
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
