package dev.sluice.step;

import dev.sluice.host.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the answer of the script {@code inspect}. What a host without the directory does not say is empty. */
final class HostFactsReading {
    private final CommandResult result;

    private HostFactsReading(CommandResult result) {
        this.result = result;
    }

    static HostFacts of(CommandResult result) {
        var reading = new HostFactsReading(result);
        return new HostFacts(
                HostFacts.Link.valueOf(result.value("link").toUpperCase(Locale.ROOT)),
                reading.text("target"),
                reading.some("live").map(id -> new HostFacts.LiveRelease(id, reading.text("digest"))),
                reading.number("fence").orElse(0),
                reading.lease(),
                reading.releases(),
                reading.leftovers(),
                reading.endpoint(),
                reading.machine());
    }

    private Optional<HostFacts.LeaseFacts> lease() {
        return some("lease")
                .map(rollout -> new HostFacts.LeaseFacts(
                        rollout,
                        number("lease_token").orElse(0),
                        text("lease_owner"),
                        Duration.ofSeconds(number("lease_age").orElse(0)),
                        Duration.ofSeconds(number("lease_ttl").orElse(0))));
    }

    private List<HostFacts.ReleaseFacts> releases() {
        return rows("release")
                .map(row -> new HostFacts.ReleaseFacts(
                        row.getOrDefault("id", ""),
                        row.getOrDefault("digest", ""),
                        Optional.of(row.getOrDefault("age", ""))
                                .filter(age -> !age.isEmpty())
                                .map(age -> Duration.ofSeconds(Long.parseLong(age))),
                        ReleaseMark.of(row.getOrDefault("state", ""))))
                .toList();
    }

    private List<String> leftovers() {
        return Stream.concat(rows("incoming"), rows("removing"))
                .map(row -> "." + row.get("kind") + "-" + row.get("id"))
                .toList();
    }

    private Stream<Map<String, String>> rows(String kind) {
        return result.rows().stream().filter(row -> kind.equals(row.get("kind")));
    }

    private HostFacts.EndpointFacts endpoint() {
        return new HostFacts.EndpointFacts(some("endpoint").filter(sum -> !sum.equals("absent")), words("kids"));
    }

    private HostFacts.Machine machine() {
        var kib = number("kib");
        return new HostFacts.Machine(
                some("host_id"),
                some("inventory").map(inventory -> new HostFacts.Belongs(inventory, text("site"))),
                text("boot"),
                Instant.ofEpochSecond(number("clock").orElse(0)),
                kib.isPresent() ? OptionalLong.of(kib.getAsLong() * 1024) : kib,
                number("inodes"),
                words("tools"),
                text("user"),
                some("unwritable"),
                text("shared_missing").lines().toList(),
                (int) number("filesystems").orElse(1),
                some("open_at").map(path -> new HostFacts.OpenDirectory(path, text("open_to"))));
    }

    private Set<String> words(String key) {
        return Arrays.stream(text(key).split(","))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private OptionalLong number(String key) {
        return text(key).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text(key)));
    }

    private Optional<String> some(String key) {
        return result.find(key).filter(value -> !value.isEmpty());
    }

    private String text(String key) {
        return result.find(key).orElse("");
    }
}
