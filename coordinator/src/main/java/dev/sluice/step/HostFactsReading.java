package dev.sluice.step;

import dev.sluice.document.HostText;
import dev.sluice.host.AnswerFields;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.HostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the answer of the script {@code inspect}. A host without the directory reports the machine only. */
final class HostFactsReading {
    private static final int NAME = AnswerLimits.NAME_CHARS;
    private static final int TEXT = AnswerLimits.TEXT_CHARS;

    private final Answer answer;
    private final AnswerFields fields;

    private HostFactsReading(Answer answer) {
        this.answer = answer;
        this.fields = answer.fields();
    }

    static HostFacts of(Answer answer) throws HostException {
        var reading = new HostFactsReading(answer);
        return reading.fields.word("path", Directory.class) == Directory.PRESENT ? reading.site() : reading.noSite();
    }

    private enum Directory {
        PRESENT,
        ABSENT
    }

    private HostFacts noSite() throws HostException {
        return new HostFacts(
                HostFacts.Link.ABSENT,
                HostText.NONE,
                Optional.empty(),
                0,
                Optional.empty(),
                List.of(),
                oddParts(),
                List.of(),
                new HostFacts.EndpointFacts(Optional.empty(), Set.of()),
                machine(Optional.empty(), Optional.empty(), 1, Optional.empty()));
    }

    private HostFacts site() throws HostException {
        return new HostFacts(
                fields.word("link", HostFacts.Link.class),
                fields.text("target", TEXT),
                live(),
                fields.number("fence", AnswerLimits.TOKEN),
                lease(),
                releases(),
                oddParts(),
                leftovers(),
                endpoint(),
                machine(
                        fields.someIdentifier("host_id"),
                        belongs(),
                        (int) fields.number("filesystems", AnswerLimits.COUNT),
                        open()));
    }

    private Optional<HostFacts.LiveRelease> live() throws HostException {
        var id = fields.someIdentifier("live");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostFacts.LiveRelease(id.get(), fields.identifier("digest")));
    }

    private Optional<HostFacts.LeaseFacts> lease() throws HostException {
        var rollout = fields.someIdentifier("lease");
        return rollout.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostFacts.LeaseFacts(
                        rollout.get(),
                        fields.someNumber("lease_token", AnswerLimits.TOKEN).orElse(0),
                        fields.output("lease_owner", TEXT),
                        Duration.ofSeconds(fields.number("lease_age", AnswerLimits.SECONDS)),
                        Duration.ofSeconds(fields.number("lease_ttl", AnswerLimits.SECONDS))));
    }

    private List<HostFacts.ReleaseFacts> releases() throws HostException {
        var releases = new ArrayList<HostFacts.ReleaseFacts>();
        for (var row : answer.rows("release")) {
            releases.add(new HostFacts.ReleaseFacts(
                    row.identifier("id"),
                    row.identifier("digest"),
                    row.someTime("age"),
                    row.word("state", ReleaseMark.class)));
        }
        return releases;
    }

    private List<HostText> leftovers() throws HostException {
        var leftovers = new ArrayList<HostText>();
        for (var row : answer.rows("incoming", "removing")) {
            leftovers.add(HostText.of("." + row.identifier("kind") + "-" + row.identifier("id")));
        }
        return leftovers;
    }

    private List<HostFacts.OddPart> oddParts() throws HostException {
        var parts = new ArrayList<HostFacts.OddPart>();
        for (var row : answer.rows("part")) {
            parts.add(new HostFacts.OddPart(
                    row.text("at", TEXT), row.word("found", HostFacts.OddPart.Found.class), row.output("leads", TEXT)));
        }
        return parts;
    }

    private List<HostFacts.UnfitShared> unfitShared() throws HostException {
        var unfit = new ArrayList<HostFacts.UnfitShared>();
        for (var row : answer.rows("shared")) {
            unfit.add(new HostFacts.UnfitShared(
                    row.text("path", TEXT),
                    row.word("want", HostFacts.UnfitShared.Want.class),
                    row.word("found", HostFacts.UnfitShared.Found.class),
                    row.text("at", TEXT),
                    row.output("leads", TEXT)));
        }
        return unfit;
    }

    private HostFacts.EndpointFacts endpoint() throws HostException {
        return new HostFacts.EndpointFacts(
                fields.someIdentifier("endpoint").filter(sum -> !sum.equals("absent")),
                fields.words("kids"),
                fields.text("terms", TEXT));
    }

    private Optional<HostFacts.Belongs> belongs() throws HostException {
        var project = fields.someIdentifier("project");
        return names("inventory", "site").map(names -> new HostFacts.Belongs(names.inventory(), names.site(), project));
    }

    private Optional<HostFacts.Belongs> names(String ofInventory, String ofSite) throws HostException {
        var inventory = fields.someIdentifier(ofInventory);
        return inventory.isEmpty()
                ? Optional.empty()
                : Optional.of(new HostFacts.Belongs(inventory.get(), fields.identifier(ofSite)));
    }

    private Optional<HostFacts.OpenDirectory> open() throws HostException {
        var account = fields.text("open_to", NAME);
        return fields.some("open_at", TEXT).map(path -> new HostFacts.OpenDirectory(path, account));
    }

    private HostFacts.Machine machine(
            Optional<String> id,
            Optional<HostFacts.Belongs> belongs,
            int fileSystems,
            Optional<HostFacts.OpenDirectory> open)
            throws HostException {
        var kib = fields.someNumber("kib", AnswerLimits.ROOM);
        return new HostFacts.Machine(
                id,
                belongs,
                fields.identifier("boot"),
                Instant.ofEpochSecond(fields.number("clock", AnswerLimits.SECONDS)),
                kib.isPresent() ? OptionalLong.of(kib.getAsLong() * 1024) : kib,
                fields.someNumber("inodes", AnswerLimits.ROOM),
                fields.words("tools"),
                fields.text("user", NAME),
                fields.some("unwritable", TEXT),
                fields.output("shared_missing", AnswerLimits.LIST_CHARS).lines(),
                unfitShared(),
                fileSystems,
                open);
    }
}
