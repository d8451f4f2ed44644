package dev.sluice.readiness;

import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import dev.sluice.plan.ReleaseId;
import dev.sluice.readiness.RefusedException.Reason;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.ReleaseFacts;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a fleet is on: the release that most of its hosts have, by the record and by their own state.
 *
 * @param digest of its manifest
 */
public record FleetRelease(ReleaseId id, String digest) {
    /**
     * Hosts without any release count for nothing: they are new.
     *
     * @param recorded the text of each host's link by the record
     * @param survey of all targets
     * @throws RefusedException when most hosts are on no one release, or on another one than the record has
     */
    public static FleetRelease of(Map<HostName, String> recorded, Survey survey) throws RefusedException {
        var byRecord = releases(recorded, survey.hosts());
        var byWord = releases(survey);
        var hosts = new HashSet<>(byRecord.keySet());
        hosts.addAll(byWord.keySet());
        var expected = most(byRecord.values(), hosts.size());
        var found = most(byWord.values(), hosts.size());
        if (expected.isPresent() && found.isPresent() && !expected.equals(found)) {
            throw new RefusedException(
                    Reason.DIVERGED,
                    List.of("by the record most hosts are on " + expected.get() + ", but most serve " + found.get()),
                    "sluice hosts --live shows each; move the fleet to one release with sluice release or sluice rollback");
        }
        var id = expected.or(() -> found).orElseThrow(() -> none(byWord.values()));
        return new FleetRelease(id, digest(id, survey));
    }

    private static Map<HostName, ReleaseId> releases(Map<HostName, String> links, List<Host> hosts) {
        var releases = new TreeMap<HostName, ReleaseId>();
        hosts.forEach(host -> Optional.ofNullable(links.get(host.name()))
                .flatMap(ReleaseId::ofLink)
                .ifPresent(release -> releases.put(host.name(), release)));
        return releases;
    }

    private static Map<HostName, ReleaseId> releases(Survey survey) {
        var releases = new TreeMap<HostName, ReleaseId>();
        survey.facts().forEach((host, facts) -> facts.live()
                .flatMap(live -> ReleaseId.ofLink("releases/" + live.id()))
                .ifPresent(release -> releases.put(host, release)));
        return releases;
    }

    /** The one that more than half have. */
    private static Optional<ReleaseId> most(Collection<ReleaseId> releases, int of) {
        return counted(releases).entrySet().stream()
                .filter(entry -> entry.getValue() * 2 > of)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Map<ReleaseId, Long> counted(Collection<ReleaseId> releases) {
        return releases.stream()
                .collect(Collectors.groupingBy(release -> release, TreeMap::new, Collectors.counting()));
    }

    private static RefusedException none(Collection<ReleaseId> releases) {
        var counts = counted(releases).entrySet().stream()
                .map(entry -> entry.getValue() + " on " + entry.getKey())
                .collect(Collectors.joining(", "));
        return new RefusedException(
                Reason.PREFLIGHT,
                List.of("most hosts are on no one release: " + (counts.isEmpty() ? "none has any" : counts)),
                "move all of them to one: sluice release --artifact A");
    }

    private static String digest(ReleaseId id, Survey survey) throws RefusedException {
        var digests = survey.facts().values().stream()
                .flatMap(facts -> digest(id, facts).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (digests.size() == 1) {
            return digests.first();
        }
        throw new RefusedException(
                Reason.PREFLIGHT,
                List.of(
                        digests.isEmpty()
                                ? "the fleet's release " + id
                                        + " is whole on no host that answers, or is another tool's"
                                : "the fleet's release " + id + " is not the same on every host: " + digests),
                "move the hosts to one release: sluice release --artifact A");
    }

    /** Of a release on a host; empty where it is not there, or not whole. */
    private static Optional<String> digest(ReleaseId id, HostFacts facts) {
        return facts.releases().stream()
                .filter(release -> release.id().equals(id.value()))
                .map(ReleaseFacts::digest)
                .filter(digest -> !digest.isEmpty())
                .findFirst();
    }

    /** Nothing is to be done on the host. */
    public boolean isLive(HostFacts facts) {
        return facts.live().equals(Optional.of(new LiveRelease(id.value(), digest)));
    }

    /** The host has it, live or not. */
    public boolean isStaged(HostFacts facts) {
        return digest(id, facts).equals(Optional.of(digest));
    }
}
