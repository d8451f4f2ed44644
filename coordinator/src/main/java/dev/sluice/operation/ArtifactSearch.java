package dev.sluice.operation;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactLocation;
import dev.sluice.artifact.Provenance;
import dev.sluice.engine.JournalException;
import dev.sluice.playbook.Schedule;
import dev.sluice.playbook.Schedule.ArtifactChoice;
import dev.sluice.playbook.Schedule.Digest;
import dev.sluice.readiness.RefusedException;
import dev.sluice.schedule.ArtifactRule;
import dev.sluice.schedule.ArtifactRule.Candidate;
import dev.sluice.schedule.ArtifactRule.Past;
import dev.sluice.schedule.ScheduleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Searches the artifact of a start. The content of a file is read once, however often is searched. */
final class ArtifactSearch {
    private static final String DIGEST = ".sha256";

    private final Fleet fleet;
    private final ArtifactRule rule;
    private @Nullable Chosen read;

    ArtifactSearch(Fleet fleet, Schedule schedule) {
        this.fleet = fleet;
        this.rule = new ArtifactRule(schedule.artifact());
    }

    /** What was found. */
    sealed interface Found {}

    /**
     * The artifact to take.
     *
     * @param digest SHA-256 of its manifest, hexadecimal
     */
    record Chosen(Candidate file, String digest) implements Found {
        ArtifactLocation location() {
            return locationOf(file);
        }
    }

    /**
     * None yet.
     *
     * @param reason for people
     */
    record None(String reason) implements Found {}

    /** @throws RefusedException when the newest file is damaged, or a required signature or digest is missing */
    Found search(Instant now, ScheduleRows rows) throws RefusedException, JournalException {
        var candidates = candidates();
        var newest = rule.newest(candidates);
        if (newest.isEmpty()) {
            return new None(rule.none(candidates));
        }
        var past = new EarlierReleases(fleet).read(rows.refused());
        var old = rule.tooOld(newest.get(), past, now);
        return old.isPresent() ? new None(old.get()) : opened(newest.get(), past);
    }

    private Found opened(Candidate newest, Past past) throws RefusedException {
        if (read == null || !read.file().equals(newest)) {
            var artifact = new ReleaseArtifacts(fleet).open(Optional.of(locationOf(newest)), digest());
            read = new Chosen(
                    newest, artifact.map(Artifact::manifest).orElseThrow().digest());
        }
        var chosen = read;
        return rule.unwanted(newest, chosen.digest(), past)
                .<Found>map(None::new)
                .orElse(chosen);
    }

    /** The newest complete file, whatever its age. */
    Optional<ArtifactLocation> newest() {
        return rule.newest(candidates()).map(ArtifactSearch::locationOf);
    }

    private static ArtifactLocation locationOf(Candidate file) {
        return new ArtifactLocation.Local(Path.of(file.path()));
    }

    Provenance.Digest digest() {
        return rule.choice().digest() == Digest.REQUIRED ? Provenance.Digest.REQUIRED : Provenance.Digest.WHEN_THERE;
    }

    private List<Candidate> candidates() {
        return candidates(rule.choice());
    }

    /** The files that match, which are not opened; none where the directory cannot be read. */
    static List<Candidate> candidates(ArtifactChoice choice) {
        var pattern = Path.of(choice.newest());
        var directory = pattern.getParent();
        var name = name(String.valueOf(pattern.getFileName()));
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        var found = new ArrayList<Candidate>();
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                var matches = name.matcher(String.valueOf(file.getFileName())).matches();
                if (matches && !file.toString().endsWith(DIGEST)) {
                    candidate(file).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    /** A file that is removed meanwhile is none. */
    private static Optional<Candidate> candidate(Path file) {
        try {
            var modified = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(new Candidate(file.toString(), modified, Files.exists(Path.of(file + DIGEST))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Only {@code *} means something; hidden files are not meant, as in a shell. */
    private static Pattern name(String pattern) {
        var parts = new ArrayList<String>();
        for (var part : pattern.split("\\*", -1)) {
            parts.add(Pattern.quote(part));
        }
        return Pattern.compile((pattern.startsWith(".") ? "" : "(?!\\.)") + String.join(".*", parts), Pattern.DOTALL);
    }
}
