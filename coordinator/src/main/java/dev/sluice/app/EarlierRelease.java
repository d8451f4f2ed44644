package dev.sluice.app;

import dev.sluice.plan.ReleaseId;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.ReleaseFacts;
import dev.sluice.step.ReleaseMark;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** Chooses on one host the release to go back to. */
final class EarlierRelease {
    private static final Comparator<ReleaseFacts> NEWEST_FIRST = Comparator.comparing(
                    (ReleaseFacts release) -> release.age().orElse(Duration.ZERO))
            .thenComparing(Comparator.comparing(ReleaseFacts::id).reversed());

    private EarlierRelease() {}

    /** The one asked for, if it is there and whole; else the newest good one that is older than the live one. */
    static Optional<ReleaseId> choose(HostFacts facts, Optional<ReleaseId> wanted) {
        var whole =
                facts.releases().stream().filter(release -> !release.digest().isEmpty());
        if (wanted.isPresent()) {
            return whole.map(release -> new ReleaseId(release.id()))
                    .filter(wanted.get()::equals)
                    .findFirst();
        }
        var live = facts.releases().stream()
                .filter(release -> facts.live()
                        .map(LiveRelease::id)
                        .filter(release.id()::equals)
                        .isPresent())
                .findFirst();
        return live.flatMap(current -> whole.filter(release -> release.mark() == ReleaseMark.GOOD)
                .filter(release -> NEWEST_FIRST.compare(release, current) > 0)
                .min(NEWEST_FIRST)
                .map(release -> new ReleaseId(release.id())));
    }
}
