package dev.sluice.artifact;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Digests of the files of one directory, by what lstat(2) returned for them when they were read. As text, a line a file:
 *
 * <pre>{@code sha256 marks size mtime ctime key path}</pre>
 *
 * The marks are hexadecimal with commas, or {@code -}; times are nanoseconds since 1970, the key is device and inode. The time of an inode's change
 * cannot be set, so that whoever has changed the content has changed the line's end too, which is compared as a whole.
 */
final class KnownDigests {
    /** Two changes within one tick of the file system's clock leave the same times; the coarsest is that of FAT. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final String NO_MARKS = "-";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final DigestCache cache;
    private final String key;
    private final Instant settled;
    private final Map<String, String> earlier;
    private final Map<String, String> now = new HashMap<>();
    private boolean changed;

    private KnownDigests(DigestCache cache, String key, Instant settled, Map<String, String> earlier) {
        this.cache = cache;
        this.key = key;
        this.settled = settled;
        this.earlier = earlier;
    }

    /** @param start of the reading; what changed shortly before it is not kept */
    static KnownDigests read(DigestCache cache, Path directory, Instant start) {
        String key = "directory " + directory.toUri();
        return new KnownDigests(
                cache,
                key,
                start.minus(TICK),
                cache.read(key).map(KnownDigests::parse).orElse(Map.of()));
    }

    static KnownDigests none() {
        return read(DigestCache.none(), Path.of("/"), Instant.EPOCH);
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> lines = new HashMap<>();
        for (int start = 0, end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
            int marks = text.indexOf(' ', start) + 1;
            int state = text.indexOf(' ', marks) + 1;
            if (marks == 0 || state == 0 || state > end) {
                return Map.of();
            }
            lines.put(text.substring(state, end), text.substring(start, state - 1));
        }
        return lines;
    }

    /** The digest of an unchanged file. */
    Optional<FileDigest> find(String path, FileStatus status) {
        String state = state(path, status);
        String line = earlier.get(state);
        if (line == null) {
            return Optional.empty();
        }
        Optional<FileDigest> found = digest(status.size(), line.substring(0, line.indexOf(' ')), line);
        found.ifPresent(digest -> now.put(state, line));
        return found;
    }

    private static Optional<FileDigest> digest(long size, String sha256, String line) {
        String last = line.substring(sha256.length() + 1);
        List<String> marks = last.equals(NO_MARKS) ? List.of() : List.of(last.split(",", -1));
        boolean right = DIGEST.matcher(sha256).matches() && marks.size() == size / ContentDigest.BLOCK;
        return right ? Optional.of(new FileDigest(size, sha256, marks)) : Optional.empty();
    }

    /** The digest of a file that was read now. */
    void add(String path, FileStatus status, FileDigest digest) {
        if (isSettled(status)) {
            String marks = digest.marks().isEmpty() ? NO_MARKS : String.join(",", digest.marks());
            now.put(state(path, status), digest.sha256() + " " + marks);
            changed = true;
        }
    }

    private boolean isSettled(FileStatus status) {
        return status.modified().toInstant().isBefore(settled)
                && status.changed().toInstant().isBefore(settled);
    }

    /** For the next reading; what was not found in this one is dropped. */
    void keep() {
        if (!changed && now.size() == earlier.size()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        now.forEach((state, line) -> text.append(line).append(' ').append(state).append('\n'));
        cache.write(key, text.toString());
    }

    /** The path is the last field: it may contain spaces, but no line end, which is refused before. */
    private static String state(String path, FileStatus status) {
        return status.size() + " " + status.modified().to(TimeUnit.NANOSECONDS) + " "
                + status.changed().to(TimeUnit.NANOSECONDS) + " " + status.key() + " " + path;
    }
}
