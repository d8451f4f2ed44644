package dev.sluice.readiness;

import dev.sluice.document.HumanUnits;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.FleetName;
import dev.sluice.plan.RolloutId;
import dev.sluice.rollout.Failure;
import dev.sluice.rollout.Failure.Kind;
import dev.sluice.step.HostFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds every reason not to start in the facts of the hosts. */
public final class Preflight {
    private static final long SPARE_BYTES = 100L << 20;

    private final FleetName fleet;
    private final long releaseBytes;

    /** @param releaseBytes of all files of the release together; 0 when nothing is staged */
    public Preflight(FleetName fleet, long releaseBytes) {
        this.fleet = fleet;
        this.releaseBytes = releaseBytes;
    }

    /** A failure for each host that a rollout cannot begin on. */
    public Map<HostName, Failure> failures(Survey survey) {
        var failures = new HashMap<>(survey.failures());
        for (var host : survey.hosts()) {
            Optional.ofNullable(survey.facts().get(host.name()))
                    .flatMap(facts -> failure(facts, host.path()))
                    .ifPresent(found -> failures.put(host.name(), found));
        }
        sameHostTwice(survey, failures);
        return failures;
    }

    /** The same, with what blocks only a new release. */
    public Map<HostName, Failure> releaseFailures(Survey survey) {
        var failures = failures(survey);
        ReleaseBlockers.failures(survey).forEach(failures::putIfAbsent);
        return failures;
    }

    private Optional<Failure> failure(HostFacts facts, String path) {
        return Blocker.failure(Blocker.of(facts, fleet, path))
                .or(() -> room(facts))
                .or(() -> lease(facts));
    }

    private Optional<Failure> room(HostFacts facts) {
        var free = facts.machine().freeBytes();
        var needed = releaseBytes + SPARE_BYTES;
        if (releaseBytes == 0 || free.isEmpty() || free.getAsLong() >= needed) {
            return Optional.empty();
        }
        return Optional.of(failed(
                "no room for the release",
                "%s are free, %s are needed".formatted(HumanUnits.room(free.getAsLong()), HumanUnits.room(needed)),
                "free space, or lower release.keep"));
    }

    private static Optional<Failure> lease(HostFacts facts) {
        return facts.lease()
                .filter(lease -> lease.alive())
                .map(lease -> new Failure(
                        Kind.LOCKED,
                        "preflight",
                        (lease.rollout().startsWith(HandLock.PREFIX) ? "held by " : "held by rollout ")
                                + RolloutId.shorten(lease.rollout()),
                        "of " + lease.owner() + ", " + (lease.ttl().isZero() ? "waiting since " : "renewed ")
                                + lease.age().toSeconds() + (lease.ttl().isZero() ? " s" : " s ago"),
                        LeaseJudgement.remedy(lease)));
    }

    private static void sameHostTwice(Survey survey, Map<HostName, Failure> failures) {
        var owners = new HashMap<String, HostName>();
        survey.hosts().forEach(host -> Optional.ofNullable(survey.facts().get(host.name()))
                .flatMap(facts -> facts.machine().id())
                .map(id -> owners.putIfAbsent(id, host.name()))
                .ifPresent(other -> failures.put(
                        host.name(),
                        failed(
                                "it is the same directory of the same host as " + other,
                                "both names lead to one place",
                                "remove one of the two from the inventory"))));
    }

    static Failure failed(String what, String why, String next) {
        return new Failure(Kind.UNEXPECTED, "preflight", what, why, next);
    }

    /** @throws RefusedException with the failures of all hosts, grouped, when there is one */
    public static void refuse(Map<HostName, Failure> failures) throws RefusedException {
        if (failures.isEmpty()) {
            return;
        }
        var locked = failures.values().stream().allMatch(failure -> failure.kind() == Kind.LOCKED);
        throw new RefusedException(
                locked ? RefusedException.Reason.LOCKED : RefusedException.Reason.PREFLIGHT,
                Survey.group(failures),
                (failures.size() == 1 ? "1 host is" : failures.size() + " hosts are")
                        + " not ready; nothing was changed");
    }
}
