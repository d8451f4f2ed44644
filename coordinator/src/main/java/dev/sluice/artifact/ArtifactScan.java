package dev.sluice.artifact;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One reading of a source, which gives the manifest, or everything that is wrong with it. */
final class ArtifactScan {
    /** How many entries the walk may be ahead of what is read: each may keep a directory open. */
    private static final int AHEAD = 128;

    private static final PendingDigest NO_CONTENT = () -> new FileDigest(0, "", List.of());

    private final String artifact;
    private final Exclusion exclusion;
    private final ArtifactLimits limits;
    private final Map<String, Manifest.Entry> entries = new HashMap<>();
    private final Map<String, List<String>> marks = new HashMap<>();
    private final Tally<Refusal> refusals = new Tally<>();
    private final Tally<Caution> cautions = new Tally<>();
    private final ContentVolume volume;
    private final Deque<Expected> ahead = new ArrayDeque<>();
    private long count;

    ArtifactScan(String artifact, Exclusion exclusion, ArtifactLimits limits) {
        this.artifact = artifact;
        this.exclusion = exclusion;
        this.limits = limits;
        this.volume = new ContentVolume(artifact, limits);
    }

    /** @throws InvalidArtifactException which reports everything at once, except what ends the reading: damage, limits */
    Manifest read(EntryReading reading) {
        for (FoundEntry found = reading.next(); found != null; found = reading.next()) {
            accept(found, reading);
            keepAllBut(AHEAD);
        }
        keepAllBut(0);
        TreeCheck tree = new TreeCheck(entries, refusals, cautions);
        tree.complete();
        tree.checkLinks();
        refuse();
        Manifest manifest = Manifest.of(entries.values());
        tree.checkCollisions(manifest);
        tree.checkStowaways(manifest);
        return manifest;
    }

    /** One line for each kind. */
    List<String> notes() {
        return cautions.lines();
    }

    /** Of each file that has a block or more, by its path; see {@link ContentDigest}. */
    Map<String, List<String>> marks() {
        return marks;
    }

    private void accept(FoundEntry found, EntryReading reading) {
        Refusal escape = EntryPath.escape(found.name());
        String path = EntryPath.normal(found.name());
        if (escape != null) {
            refusals.add(escape, found.shown());
            return;
        }
        if (path.isEmpty()
                && found.kind() != FoundEntry.Kind.UNREADABLE
                && found.kind() != FoundEntry.Kind.UNSUPPORTED) {
            return;
        }
        if (exclusion.excludes(path, found.type())) {
            reading.prune();
            return;
        }
        count(found);
        Refusal refusal = EntryPath.refusal(path, limits);
        if (refusal != null) {
            refusals.add(refusal, found.shown());
            return;
        }
        ahead.add(new Expected(found, path, digest(found, reading)));
    }

    private PendingDigest digest(FoundEntry found, EntryReading reading) {
        return found.kind() == FoundEntry.Kind.FILE ? reading.digest(volume) : NO_CONTENT;
    }

    /** In the order of the source, whatever is read first. */
    private void keepAllBut(int most) {
        while (ahead.size() > most) {
            Expected next = ahead.remove();
            keep(next.found, next.path, next.digest);
        }
    }

    private record Expected(FoundEntry found, String path, PendingDigest digest) {}

    private void keep(FoundEntry found, String path, PendingDigest digest) {
        switch (found.kind()) {
            case FILE -> keepFile(found, path, digest);
            case DIRECTORY -> put(found, Manifest.Entry.directory(path));
            case LINK -> keepLink(found, path);
            case HARD_LINK -> refusals.add(Refusal.HARD_LINK, found.shown());
            case SPECIAL -> refusals.add(Refusal.SPECIAL_FILE, found.shown());
            case UNREADABLE -> refusals.add(Refusal.UNREADABLE, found.shown());
            case UNSUPPORTED -> refusals.add(Refusal.UNSUPPORTED, found.shown());
        }
    }

    private void keepFile(FoundEntry found, String path, PendingDigest pending) {
        try {
            FileDigest digest = pending.await();
            if (!digest.marks().isEmpty()) {
                marks.put(path, digest.marks());
            }
            put(found, Manifest.Entry.file(path, found.mode(), digest.size(), digest.sha256()));
        } catch (IOException e) {
            String reason = ShownText.of(DirectorySource.reason(e));
            refusals.add(Refusal.UNREADABLE, found.shown() + " (" + reason + ")");
        }
    }

    private void keepLink(FoundEntry found, String path) {
        String target = found.target();
        if (target.isEmpty() || !EntryPath.isPlain(target) || EntryPath.bytes(target) > limits.pathBytes()) {
            refusals.add(Refusal.BAD_TARGET, found.shown());
            return;
        }
        put(found, Manifest.Entry.link(path, target));
    }

    private void put(FoundEntry found, Manifest.Entry entry) {
        Manifest.Entry other = entries.putIfAbsent(entry.path(), entry);
        // A directory may be named more than once: tar names it once for each argument.
        if (other != null && (other.type() != Manifest.Type.DIRECTORY || entry.type() != Manifest.Type.DIRECTORY)) {
            refusals.add(Refusal.DUPLICATE, found.shown());
        }
        if (entry.type() != Manifest.Type.LINK) {
            noteMode(found);
        }
    }

    private void noteMode(FoundEntry found) {
        if ((found.mode() & 07000) != 0) {
            cautions.add(Caution.SPECIAL_BITS, String.format("%s %04o", found.shown(), found.mode()));
        }
        if ((found.mode() & 0002) != 0) {
            cautions.add(Caution.WORLD_WRITABLE, String.format("%s %04o", found.shown(), found.mode()));
        }
    }

    private void count(FoundEntry found) {
        count++;
        if (count > limits.entries()) {
            keepAllBut(0);
            throw InvalidArtifactException.tooLarge(
                    artifact, "more than " + limits.entries() + " entries, the last one read " + found.shown());
        }
    }

    private void refuse() {
        if (!refusals.isEmpty()) {
            throw new InvalidArtifactException("artifact " + ShownText.of(artifact) + " cannot be released, "
                    + refusals.total() + " of its entries are refused:\n  "
                    + String.join("\n  ", refusals.lines()));
        }
        boolean empty = entries.values().stream()
                .noneMatch(e -> e.type() == Manifest.Type.FILE && !EntryPath.isDotted(e.path()));
        if (empty) {
            throw noFiles(
                    artifact, entries.isEmpty() ? "it is empty" : "only directories, links and dot files are left");
        }
    }

    static InvalidArtifactException noFiles(String artifact, String why) {
        return InvalidArtifactException.of(
                artifact,
                "artifact has no files: " + why,
                "check whether the build wrote files, and what release.exclude leaves out");
    }
}
