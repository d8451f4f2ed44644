package dev.sluice.readiness;

import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.rollout.Failure;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.ReleaseFacts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A release that was staged earlier, as the hosts report it.
 *
 * @param digest of its manifest, the same everywhere; empty when that is not so
 * @param failures of hosts that do not have it, not whole, or with other content than others
 */
public record StagedRelease(String digest, Map<HostName, Failure> failures) {
    public StagedRelease {
        failures = Map.copyOf(failures);
    }

    public static StagedRelease of(ReleaseId id, Survey survey) {
        var failures = new TreeMap<HostName, Failure>();
        var digests = new TreeMap<HostName, String>();
        survey.facts().forEach((host, facts) -> find(id, facts)
                .ifPresentOrElse(
                        release -> digests.put(host, release.digest()), () -> failures.put(host, missing(id, facts))));
        var different = digests.values().stream()
                .filter(digest -> !digest.isEmpty())
                .distinct()
                .toList();
        digests.forEach((host, digest) -> {
            if (digest.isEmpty()) {
                failures.put(host, incomplete(id));
            } else if (different.size() > 1) {
                failures.put(host, other(id, digest));
            }
        });
        return new StagedRelease(failures.isEmpty() && !different.isEmpty() ? different.get(0) : "", failures);
    }

    /**
     * The release that more than half of the hosts have with this content already, newer than the one that they serve. It keeps its id, so that
     * nothing is uploaded again. One that is older than the live one does not: a rollback from it would not find the live one.
     */
    public static Optional<ReleaseId> again(String digest, Survey survey) {
        var hosts = new TreeMap<ReleaseId, Integer>();
        survey.facts().values().forEach(facts -> EarlierRelease.newer(facts, digest)
                .distinct()
                .forEach(id -> hosts.merge(id, 1, Integer::sum)));
        return hosts.entrySet().stream()
                .filter(entry -> entry.getValue() * 2 > survey.hosts().size())
                .map(Map.Entry::getKey)
                .reduce((older, newer) -> newer);
    }

    /** Hosts that have the id with other content, where a release is to be staged: it would be another release. */
    public static Map<HostName, Failure> conflicts(ReleaseId id, String digest, Survey survey) {
        var failures = new TreeMap<HostName, Failure>();
        survey.facts().forEach((host, facts) -> find(id, facts)
                .map(ReleaseFacts::digest)
                .filter(there -> !there.isEmpty() && !there.equals(digest))
                .ifPresent(there -> failures.put(
                        host,
                        Preflight.failed(
                                "release " + id + " exists with other content",
                                "its digest is " + there + ", the artifact's is " + digest,
                                "release it under a new id"))));
        return failures;
    }

    private static Optional<ReleaseFacts> find(ReleaseId id, HostFacts facts) {
        return facts.releases().stream()
                .filter(release -> release.id().equals(id.value()))
                .findFirst();
    }

    private static Failure missing(ReleaseId id, HostFacts facts) {
        var there = facts.releases().stream().map(ReleaseFacts::id).collect(Collectors.joining(", "));
        return Preflight.failed(
                "release " + id + " is not there",
                there.isEmpty() ? "there is none" : "there are " + there,
                "upload it: sluice stage --artifact A --release " + id);
    }

    private static Failure incomplete(ReleaseId id) {
        return Preflight.failed(
                "release " + id + " is not whole, or another tool's",
                "it has no marker",
                "remove it there, then: sluice stage --artifact A --release " + id);
    }

    private static Failure other(ReleaseId id, String digest) {
        return Preflight.failed(
                "release " + id + " is not the same on every host",
                "its digest is " + digest,
                "stage one artifact everywhere under a new id");
    }
}
