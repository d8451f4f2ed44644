package dev.sluice.readiness;

import dev.sluice.plan.ReleaseId;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.ReleaseFacts;
import dev.sluice.step.ReleaseMark;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses on one host the release to go back to. */
public final class EarlierRelease {
    private static final Comparator<ReleaseFacts> NEWEST_FIRST = Comparator.comparing(
                    (ReleaseFacts release) -> release.age().orElse(Duration.ZERO))
            .thenComparing(Comparator.comparing(ReleaseFacts::id).reversed());

    private EarlierRelease() {}

    /** The one asked for, if it exists and is whole; else the newest good one that is older than the live one. */
    public static Optional<ReleaseId> choose(HostFacts facts, Optional<ReleaseId> wanted) {
        var whole = facts.releases().stream()
                .filter(release -> !release.digest().isEmpty())
                .filter(release -> id(release).isPresent());
        if (wanted.isPresent()) {
            return whole.flatMap(release -> id(release).stream())
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
                .flatMap(EarlierRelease::id));
    }

    /** Releases of the same content that are newer than the live one: a rollback left them, or they were staged and never live. */
    static Stream<ReleaseId> newer(HostFacts facts, String digest) {
        var live = facts.live().map(LiveRelease::id).orElse("");
        var current = facts.releases().stream()
                .filter(release -> release.id().equals(live))
                .findFirst();
        return facts.releases().stream()
                .filter(release -> release.digest().equals(digest))
                .filter(release -> current.filter(one -> NEWEST_FIRST.compare(release, one) >= 0)
                        .isEmpty())
                .flatMap(release -> id(release).stream());
    }

    /** Empty for a directory that Sluice did not make, and whose name is no release's. */
    private static Optional<ReleaseId> id(ReleaseFacts release) {
        return ReleaseId.ofLink("releases/" + release.id());
    }
}
