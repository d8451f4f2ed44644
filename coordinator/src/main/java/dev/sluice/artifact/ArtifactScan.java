package dev.sluice.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One reading of a source, which gives the manifest, or everything that is wrong with it. */
final class ArtifactScan {
    private static final int BUFFER = 1 << 16;

    private final String artifact;
    private final Exclusion exclusion;
    private final ArtifactLimits limits;
    private final Map<String, Manifest.Entry> entries = new HashMap<>();
    private final Map<String, List<String>> marks = new HashMap<>();
    private final Tally<Refusal> refusals = new Tally<>();
    private final Tally<Caution> cautions = new Tally<>();
    private final byte[] buffer = new byte[BUFFER];
    private long count;
    private long bytes;

    ArtifactScan(String artifact, Exclusion exclusion, ArtifactLimits limits) {
        this.artifact = artifact;
        this.exclusion = exclusion;
        this.limits = limits;
    }

    /** @throws InvalidArtifactException which reports everything at once, except what ends the reading: damage, limits */
    Manifest read(EntryReading reading) {
        for (FoundEntry found = reading.next(); found != null; found = reading.next()) {
            accept(found, reading);
        }
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
        keep(found, path, reading);
    }

    private void keep(FoundEntry found, String path, EntryReading reading) {
        switch (found.kind()) {
            case FILE -> keepFile(found, path, reading);
            case DIRECTORY -> put(found, Manifest.Entry.directory(path));
            case LINK -> keepLink(found, path);
            case HARD_LINK -> refusals.add(Refusal.HARD_LINK, found.shown());
            case SPECIAL -> refusals.add(Refusal.SPECIAL_FILE, found.shown());
            case UNREADABLE -> refusals.add(Refusal.UNREADABLE, found.shown());
            case UNSUPPORTED -> refusals.add(Refusal.UNSUPPORTED, found.shown());
        }
    }

    private void keepFile(FoundEntry found, String path, EntryReading reading) {
        ContentDigest digest = new ContentDigest();
        long before = bytes;
        try (InputStream content = reading.content()) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, read);
                count(read);
            }
        } catch (IOException e) {
            String reason = ShownText.of(DirectorySource.reason(e));
            refusals.add(Refusal.UNREADABLE, found.shown() + " (" + reason + ")");
            return;
        }
        if (!digest.marks().isEmpty()) {
            marks.put(path, digest.marks());
        }
        put(found, Manifest.Entry.file(path, found.mode(), bytes - before, digest.sha256()));
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
            throw tooLarge("more than " + limits.entries() + " entries, the last one read " + found.shown());
        }
    }

    private void count(int read) {
        bytes += read;
        if (bytes > limits.bytes()) {
            throw tooLarge("more than " + limits.bytes() + " bytes of content");
        }
    }

    private InvalidArtifactException tooLarge(String what) {
        return InvalidArtifactException.of(
                artifact, "it has " + what, "exclude what the site does not need (release.exclude), or split it");
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
