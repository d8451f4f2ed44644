package dev.sluice.readiness;

import dev.sluice.document.HostText;
import dev.sluice.step.HostFacts;
import dev.sluice.step.HostFacts.Belongs;
import dev.sluice.step.HostFacts.EndpointFacts;
import dev.sluice.step.HostFacts.LeaseFacts;
import dev.sluice.step.HostFacts.Link;
import dev.sluice.step.HostFacts.LiveRelease;
import dev.sluice.step.HostFacts.Machine;
import dev.sluice.step.HostFacts.ReleaseFacts;
import dev.sluice.step.ReleaseMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a host without a fault says of itself, and what a test makes of it. */
public final class FactsDraft {
    public Link link = Link.LINK;
    public String target = "releases/b";
    public Optional<LiveRelease> live = Optional.of(new LiveRelease("b", "digest-b"));
    Optional<LeaseFacts> lease = Optional.empty();
    public EndpointFacts endpoint = new EndpointFacts(Optional.empty(), Set.of());
    Optional<String> id = Optional.of("id-1");
    Optional<Belongs> belongs = Optional.of(new Belongs("prod", "shop"));
    OptionalLong freeBytes = OptionalLong.of(1L << 40);
    Optional<String> unwritable = Optional.empty();
    List<String> missing = List.of();
    List<HostFacts.UnfitShared> unfitShared = List.of();
    List<HostFacts.OddPart> oddParts = List.of();
    int fileSystems = 1;
    Optional<HostFacts.OpenDirectory> open = Optional.empty();
    private final List<ReleaseFacts> releases = new ArrayList<>();

    /** @param age in minutes; negative for a directory without a marker */
    FactsDraft release(String name, int age, ReleaseMark mark) {
        releases.add(
                age < 0
                        ? new ReleaseFacts(name, "", Optional.empty(), mark)
                        : new ReleaseFacts(name, "digest-" + name, Optional.of(Duration.ofMinutes(age)), mark));
        return this;
    }

    /** A good one with this content. */
    FactsDraft release(String name, String digest) {
        releases.add(new ReleaseFacts(name, digest, Optional.of(Duration.ofMinutes(5)), ReleaseMark.GOOD));
        return this;
    }

    FactsDraft live(String name) {
        target = "releases/" + name;
        live = Optional.of(new LiveRelease(name, "digest-" + name));
        return this;
    }

    public HostFacts facts() {
        return new HostFacts(
                link,
                HostText.of(target),
                live,
                7,
                lease,
                releases,
                oddParts,
                List.of(),
                endpoint,
                new Machine(
                        id,
                        belongs,
                        "boot-1",
                        Instant.parse("2026-11-22T22:30:00Z"),
                        freeBytes,
                        OptionalLong.empty(),
                        Set.of("sha256sum", "tar"),
                        HostText.of("deploy"),
                        unwritable.map(HostText::of),
                        missing.stream().map(HostText::of).toList(),
                        unfitShared,
                        fileSystems,
                        open));
    }
}
