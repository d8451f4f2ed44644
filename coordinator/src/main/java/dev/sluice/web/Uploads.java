package dev.sluice.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * Artifacts that callers sent, {@code DIGEST/NAME} below one directory, with their {@code .sha256} and {@code .sig} beside them. A file has its name when
 * it is whole and has its digest. One that no command used for a day is removed.
 */
public final class Uploads {
    /** The beginning of a reference: {@code upload:DIGEST/NAME}. */
    static final String SCHEME = "upload:";

    static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST_AT_ONCE = 4;
    /** Of all uploads together, in sizes of the largest one. */
    private static final int MOST_KEPT = 5;

    private static final long MOST_BESIDE = 64L << 10;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}");
    private static final Pattern REFERENCE = Pattern.compile(SCHEME + "(" + DIGEST + ")/(" + NAME + ")");
    private static final Pattern BESIDE = Pattern.compile(".+\\.(sha256|sig)");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final long most;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    /**
     * What is sent.
     *
     * @param name of the file, without directories
     * @param sha256 of its bytes
     * @param beside the digest of the artifact that it belongs to; empty for an artifact
     */
    record Sent(String name, String sha256, Optional<String> beside) {
        Sent {
            if (!NAME.matcher(name).matches()) {
                throw new Refusal(400, "the name of the file is not of letters, digits and . _ + -", "rename it");
            }
            if (!DIGEST.matcher(sha256).matches()
                    || beside.filter(digest -> !DIGEST.matcher(digest).matches()).isPresent()) {
                throw new Refusal(
                        400, "a digest is missing or is not 64 digits in small letters", "send X-Sluice-Sha256");
            }
            if (beside.isPresent() && !BESIDE.matcher(name).matches()) {
                throw new Refusal(400, "only .sha256 and .sig belong beside an artifact", "send it by itself");
            }
        }

        String reference() {
            return SCHEME + beside.orElse(sha256) + "/" + name;
        }
    }

    /**
     * Keeps uploads in a directory of its own.
     *
     * @param most bytes of an artifact
     */
    public Uploads(Path directory, long most, InstantSource clock) {
        this.directory = directory;
        this.most = most;
        this.clock = clock;
    }

    /**
     * The file that a reference means; from now on it is kept for another day.
     *
     * @throws IllegalArgumentException where there is none, to follow the text
     */
    Path file(String reference) {
        var parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is no reference to an upload");
        }
        var file = directory.resolve(parts.group(1)).resolve(parts.group(2));
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("was not uploaded here, or was removed after a day without use");
        }
        try {
            Files.setLastModifiedTime(file.resolveSibling(""), FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
        return file.toAbsolutePath();
    }

    boolean has(Sent sent) {
        try {
            return Files.exists(file(sent.reference()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Reads a file to its end.
     *
     * @throws Refusal when it is not what was announced, or there is no place for it
     */
    void store(Sent sent, InputStream content) throws IOException {
        if (!free.tryAcquire()) {
            throw new Refusal(503, MOST_AT_ONCE + " uploads run at the moment", "try again later");
        }
        try {
            removeUnused();
            write(sent, content);
        } finally {
            free.release();
        }
    }

    private void write(Sent sent, InputStream content) throws IOException {
        var own = Files.createDirectories(directory.resolve(sent.beside().orElse(sent.sha256())), PRIVATE);
        var part = Files.createTempFile(own, ".incoming-", "");
        try {
            var found = copy(content, part, sent.beside().isPresent() ? MOST_BESIDE : most);
            if (!found.equals(sent.sha256())) {
                throw new Refusal(
                        422, "the SHA-256 of what arrived is " + found + ", and not " + sent.sha256(), "send it again");
            }
            Files.move(part, own.resolve(sent.name()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String copy(InputStream content, Path part, long most) throws IOException {
        var digest = sha256();
        try (var out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
            var buffer = new byte[1 << 16];
            long all = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                all += read;
                if (all > most) {
                    throw new Refusal(413, "it is larger than " + most + " bytes", "name an https address of it");
                }
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private synchronized void removeUnused() throws IOException {
        Files.createDirectories(directory, PRIVATE);
        var oldest = FileTime.from(clock.instant().minus(KEPT));
        long kept = 0;
        for (var each : list(directory)) {
            var unused = Files.getLastModifiedTime(each).compareTo(oldest) < 0;
            for (var file : list(each)) {
                if (unused) {
                    Files.delete(file);
                } else {
                    kept += Files.size(file);
                }
            }
            if (unused) {
                Files.delete(each);
            }
        }
        if (kept / MOST_KEPT >= most) {
            throw new Refusal(
                    507, "uploads of the last day have " + kept + " bytes already", "name an https address of it");
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }
}
