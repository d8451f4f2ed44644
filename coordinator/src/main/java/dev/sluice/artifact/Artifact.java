package dev.sluice.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a release is made from: a directory, a tar archive, packed with gzip, zstd or not, or a zip. It is read when it is opened, which
 * gives the manifest or everything that is wrong with it, and once for each payload; never held in memory.
 */
public final class Artifact {
    private final Path path;
    private final EntrySource source;
    private final Exclusion exclusion;
    private final Manifest manifest;
    private final Map<String, List<String>> marks;
    private final List<String> notes;
    private final Optional<String> sha256;

    private Artifact(Path path, EntrySource source, Exclusion exclusion, Read read, Seen seen) {
        this.path = path;
        this.source = source;
        this.exclusion = exclusion;
        this.manifest = read.manifest;
        this.marks = read.marks;
        this.notes = List.copyOf(seen.notes);
        this.sha256 = seen.sha256;
    }

    /** Everything in it, within the default limits. */
    public static Artifact open(Path path) {
        return open(path, Exclusion.none(), ArtifactLimits.defaults());
    }

    /** Verified with the files beside it, if there are any. */
    public static Artifact open(Path path, Exclusion exclusion, ArtifactLimits limits) {
        return open(path, exclusion, limits, Provenance.unasked());
    }

    /** Reads all of it, and keeps nothing for another reading. */
    public static Artifact open(Path path, Exclusion exclusion, ArtifactLimits limits, Provenance provenance) {
        return open(path, exclusion, limits, provenance, DigestCache.none(), Instant.EPOCH);
    }

    /**
     * Reads all of it, but for the content of files whose digest is known from an earlier reading. A symbolic link at {@code path} itself is followed, once: the artifact stays what it pointed to.
     *
     * @param start of the reading
     * @throws InvalidArtifactException where it cannot be read, must not be released, or is not verified
     */
    public static Artifact open(
            Path path,
            Exclusion exclusion,
            ArtifactLimits limits,
            Provenance provenance,
            DigestCache cache,
            Instant start) {
        try {
            Path real = path.toRealPath();
            if (Files.isDirectory(real)) {
                Voucher.checkDirectory(real, provenance);
                return directory(real, exclusion, limits, KnownDigests.read(cache, real, start));
            }
            return archive(path, real, provenance).read(exclusion, limits);
        } catch (IOException e) {
            throw new InvalidArtifactException(
                    "artifact " + ShownText.of(path.toString()) + " cannot be read: "
                            + ShownText.of(DirectorySource.reason(e))
                            + ". Next: name a directory or an archive (" + ArchiveFormat.NAMES
                            + ") that the user running Sluice may read.",
                    e);
        }
    }

    private static Artifact directory(Path real, Exclusion exclusion, ArtifactLimits limits, KnownDigests digests)
            throws IOException {
        EntrySource source = new DirectorySource(real, FileOpener.BY_HANDLE, Opening.LIMIT, digests);
        Artifact artifact = read(real, source, exclusion, limits);
        digests.keep();
        return artifact;
    }

    private static Archive archive(Path given, Path real, Provenance provenance) throws IOException {
        if (!Files.isRegularFile(real)) {
            throw new IOException("it is neither a directory nor a file");
        }
        Voucher voucher = Voucher.of(given, real, provenance);
        PinnedFile pinned = PinnedFile.read(real, voucher);
        List<String> notes = new ArrayList<>(voucher.finish(pinned.sha256()));
        return Archive.of(given, real, pinned, notes);
    }

    static Artifact read(Path path, EntrySource source, Exclusion exclusion, ArtifactLimits limits) throws IOException {
        return read(path, source, exclusion, limits, new Seen(List.of(), Optional.empty()));
    }

    static Artifact read(Path path, EntrySource source, Exclusion exclusion, ArtifactLimits limits, Seen seen)
            throws IOException {
        ArtifactScan scan = new ArtifactScan(path.toString(), exclusion, limits);
        try (EntryReading reading = source.open()) {
            Manifest manifest = scan.read(reading);
            List<String> notes =
                    Stream.concat(seen.notes.stream(), scan.notes().stream()).toList();
            return new Artifact(
                    path, source, exclusion, new Read(manifest, scan.marks()), new Seen(notes, seen.sha256));
        }
    }

    private record Read(Manifest manifest, Map<String, List<String>> marks) {}

    /** What is known of the whole file before its entries are read. */
    record Seen(List<String> notes, Optional<String> sha256) {}

    /** Real and absolute. */
    public Path path() {
        return path;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** What was accepted but corrected, or is likely a mistake; one line for each kind, for people. */
    public List<String> notes() {
        return notes;
    }

    /** SHA-256 of an archive's own bytes, those that the manifest was made of; empty for a directory. */
    public Optional<String> sha256() {
        return sha256;
    }

    /** Of a file with a block or more; see {@link ContentDigest}. */
    List<String> marks(String file) {
        return marks.getOrDefault(file, List.of());
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
     * OPcache never caches a file that is from the future, from time 0 or just written. A block of a file is written only when it is known to be what
     * the manifest was made from, so that nothing else leaves this machine.
     *
     * <p>A directory is written in the manifest's order, an archive in its own, since the former would need random access to packed data; a directory
     * always comes before what is in it. A chosen entry whose parent is not chosen
     * is written without it.
     *
     * @throws ArtifactChangedException where the artifact no longer matches the manifest; the stream then has no end mark, but a tar that reaches its
     * end may still exit 0, so the reader must be informed
     * @throws IOException of {@code out}, as it is
     */
    public void writeTo(OutputStream out, Instant now, Predicate<Manifest.Entry> chosen) throws IOException {
        try (EntryReading reading = reopen()) {
            new Payload(this, chosen, new CanonicalTar(out, now)).write(reading);
        } catch (InvalidArtifactException e) {
            throw new ArtifactChangedException(path.toString(), "it can no longer be read completely", e);
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
