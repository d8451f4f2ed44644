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
        return newest(releases, live, back, keep + 1L);
    }

    /**
     * The releases that a new one may be made of, because they are no longer needed, the oldest first. The newest good one besides the live one is never
     * among them: it is what a rollback goes to. Neither is one without a mark: it was staged to be released later, or its rollout is not over.
     *
     * @param live the live release, which is also the rollback target of the new one
     */
    public static List<String> recyclable(List<ReleaseFacts> releases, String live, int keep) {
        var good = releases.stream()
                .filter(release -> release.mark() == ReleaseMark.GOOD)
                .toList();
        var target = newest(good, live, Optional.empty(), 1);
        var kept = newest(releases, live, Optional.empty(), keep);
        return releases.stream()
                .filter(release -> !release.digest().isEmpty())
                .filter(release -> !release.id().equals(live))
                .filter(release -> release.mark() != ReleaseMark.UNKNOWN)
                .filter(release -> !kept.contains(release.id()) && !target.contains(release.id()))
                .sorted(Comparator.comparing(KeptReleases::age).reversed())
                .map(ReleaseFacts::id)
                .toList();
    }

    private static List<String> newest(List<ReleaseFacts> releases, String live, Optional<String> back, long count) {
        return releases.stream()
                .filter(release -> !release.digest().isEmpty())
                .filter(release -> release.mark() != ReleaseMark.BAD)
                .filter(release -> !release.id().equals(live))
                .filter(release -> back.filter(release.id()::equals).isEmpty())
                .sorted(Comparator.comparing(KeptReleases::age))
                .limit(count)
                .map(ReleaseFacts::id)
                .toList();
    }

    private static Duration age(ReleaseFacts release) {
        return release.age().orElse(Duration.ZERO);
    }
}
