package dev.sluice.operation;

import dev.sluice.engine.JournalException;
import dev.sluice.engine.RolloutSummary;
import dev.sluice.plan.HostPlan;
import dev.sluice.plan.ReleaseId;
import dev.sluice.plan.RolloutPlan.Purpose;
import dev.sluice.rollout.Outcome;
import dev.sluice.schedule.ArtifactRule.Past;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the records of this machine contain of earlier releases, as far as the choice of an artifact depends on it. */
final class EarlierReleases {
    /** Older ones are of no artifact that is new enough. */
    private static final int MOST = 200;

    /** Ends of a release after which only a person starts the same content again. */
    private static final Set<Outcome> BAD = EnumSet.of(Outcome.REVERTED, Outcome.UNTOUCHED, Outcome.MIXED);

    private final Fleet fleet;
    private final Map<ReleaseId, RolloutSummary> releases = new HashMap<>();
    private final Map<ReleaseId, String> digests = new HashMap<>();

    EarlierReleases(Fleet fleet) {
        this.fleet = fleet;
    }

    /** @param refused digests that were refused before a rollout began */
    Past read(Set<String> refused) throws JournalException {
        var history = fleet.store().history(fleet.name()).rollouts().stream()
                .limit(MOST)
                .toList();
        history.stream()
                .filter(rollout -> rollout.purpose() == Purpose.RELEASE || rollout.purpose() == Purpose.STAGE)
                .forEach(rollout -> releases.merge(
                        rollout.release(),
                        rollout,
                        (later, earlier) -> later.purpose() == Purpose.RELEASE ? later : earlier));
        var bad = new HashSet<>(refused);
        for (var rollout : history) {
            for (var release : bad(rollout)) {
                digest(release).ifPresent(bad::add);
            }
        }
        var live = live(history);
        return new Past(
                bad,
                live.isPresent() ? digest(live.get().release()) : Optional.empty(),
                live.map(rollout -> Optional.ofNullable(releases.get(rollout.release()))
                        .orElse(rollout)
                        .createdAt()));
    }

    private List<ReleaseId> bad(RolloutSummary rollout) throws JournalException {
        if (rollout.purpose() == Purpose.ROLLBACK) {
            return fleet.store().read(rollout.id()).plan().hosts().stream()
                    .map(HostPlan::previous)
                    .flatMap(Optional::stream)
                    .filter(release -> !release.equals(rollout.release()))
                    .distinct()
                    .toList();
        }
        var isBad = rollout.purpose() == Purpose.RELEASE
                && rollout.outcome().filter(BAD::contains).isPresent();
        return isBad ? List.of(rollout.release()) : List.of();
    }

    private static Optional<RolloutSummary> live(List<RolloutSummary> history) {
        return history.stream()
                .filter(rollout -> rollout.purpose() == Purpose.RELEASE || rollout.purpose() == Purpose.ROLLBACK)
                .filter(rollout ->
                        rollout.outcome().filter(Outcome.SUCCEEDED::equals).isPresent())
                .findFirst();
    }

    private Optional<String> digest(ReleaseId release) throws JournalException {
        var rollout = releases.get(release);
        if (rollout == null) {
            return Optional.empty();
        }
        if (!digests.containsKey(release)) {
            digests.put(
                    release, fleet.store().read(rollout.id()).plan().release().digest());
        }
        return Optional.ofNullable(digests.get(release));
    }
}
