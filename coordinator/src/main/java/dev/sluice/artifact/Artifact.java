package dev.sluice.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a release is made from: a directory, or a tar archive packed with gzip. It is read once when it is opened, which
 * gives the manifest or everything that is wrong with it, and once for each payload; never held in memory.
 */
public final class Artifact {
    private final Path path;
    private final EntrySource source;
    private final Exclusion exclusion;
    private final Manifest manifest;
    private final List<String> notes;

    private Artifact(Path path, EntrySource source, Exclusion exclusion, Manifest manifest, List<String> notes) {
        this.path = path;
        this.source = source;
        this.exclusion = exclusion;
        this.manifest = manifest;
        this.notes = List.copyOf(notes);
    }

    /** Everything in it, within the default limits. */
    public static Artifact open(Path path) {
        return open(path, Exclusion.none(), ArtifactLimits.defaults());
    }

    /**
     * Reads all of it. A symbolic link at {@code path} itself is followed, once: the artifact stays what it pointed to.
     *
     * @throws InvalidArtifactException where it cannot be read or must not be released
     */
    public static Artifact open(Path path, Exclusion exclusion, ArtifactLimits limits) {
        try {
            Path real = path.toRealPath();
            return read(real, source(path, real, limits), exclusion, limits);
        } catch (IOException e) {
            throw new InvalidArtifactException(
                    "artifact " + HarmlessText.of(path.toString()) + " cannot be read: "
                            + HarmlessText.of(DirectorySource.reason(e))
                            + ". Next: name a directory or a .tar.gz file that the user running Sluice may read.",
                    e);
        }
    }

    static Artifact read(Path path, EntrySource source, Exclusion exclusion, ArtifactLimits limits) throws IOException {
        ArtifactScan scan = new ArtifactScan(path.toString(), exclusion, limits);
        try (EntryReading reading = source.open()) {
            Manifest manifest = scan.read(reading);
            return new Artifact(path, source, exclusion, manifest, scan.notes());
        }
    }

    private static EntrySource source(Path path, Path real, ArtifactLimits limits) throws IOException {
        FileOpener opener = file -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        if (Files.isDirectory(real)) {
            return new DirectorySource(real, opener);
        }
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".tar.gz") && !name.endsWith(".tgz")) {
            throw InvalidArtifactException.of(
                    path.toString(),
                    "it is neither a directory nor named .tar.gz or .tgz, which is what can be released",
                    "give the directory itself, or pack it: tar -czf NAME.tar.gz -C TREE .");
        }
        if (Files.size(real) == 0) {
            throw ArtifactScan.noFiles(path.toString(), "it has 0 bytes");
        }
        return new TarGzSource(real, opener, limits);
    }

    /** Real and absolute. */
    public Path path() {
        return path;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** What was accepted but put right, or looks like a mistake; one line a kind, for people. */
    public List<String> notes() {
        return notes;
    }

    Exclusion exclusion() {
        return exclusion;
    }

    /** All of it; see {@link #writeTo(OutputStream, Instant, Predicate)}. */
    public void writeTo(OutputStream out, Instant now) throws IOException {
        writeTo(out, now, entry -> true);
    }

    /**
     * Writes the chosen entries as one canonical tar, in one pass and constant memory, and leaves {@code out} open.
     * Owner and group are 0, modes those of the manifest, times of modification between 1 and {@code now} less 60 s:
     * OPcache never caches a file that is from the future, from time 0 or just written. Each file's size and digest are
     * checked while it passes.
     *
     * <p>A directory is written in the manifest's order, an archive in its own, since the former would need random
     * access to what is packed; a directory always comes before what is in it. A chosen entry whose parent is not chosen
     * is written without it.
     *
     * @throws ArtifactChangedException where the artifact is no longer what the manifest says; the stream then has no
     *     end mark, but a tar that sees it end may still exit 0, so whoever reads it must be told
     * @throws IOException of {@code out}, as it is
     */
    public void writeTo(OutputStream out, Instant now, Predicate<Manifest.Entry> chosen) throws IOException {
        try (EntryReading reading = reopen()) {
            new Payload(this, chosen, new CanonicalTar(out, now)).write(reading);
        } catch (InvalidArtifactException e) {
            throw new ArtifactChangedException(path.toString(), "it can no longer be read whole", e);
        }
    }

    private EntryReading reopen() throws ArtifactChangedException {
        try {
            return source.reopen(manifest);
        } catch (IOException e) {
            throw new ArtifactChangedException(
                    path.toString(), "it can no longer be opened: " + DirectorySource.reason(e), e);
        }
    }

    @Override
    public String toString() {
        return "artifact " + path;
    }
}
