package dev.sluice.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release consists of: every entry once, its parent directories included, sorted by the bytes of its path.
 *
 * <p>As text it is one line for each entry, ended by LF, six fields with one space between them:
 *
 * <pre>{@code type mode size sha256 path target}</pre>
 *
 * {@code f 0644 12 2c26…e7ae public/index.php -}, {@code d 0755 0 - public -}, {@code l 0777 0 - public/a ../b}. Fields
 * keep printable ASCII; space, {@code %}, backslash and every other byte are {@code %} and two upper-case digits; an
 * empty field is {@code -}, a lone dash {@code %2D}. The digest is the SHA-256 of exactly this text. Times and owners are not part of it, so that a
 * tree has the same digest as a directory and as an archive.
 */
public final class Manifest {
    private static final int TAR_BLOCK = 512;
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::path, EntryPath.BYTE_ORDER);

    private final List<Entry> entries;
    private final String digest;

    private Manifest(List<Entry> entries) {
        this.entries = entries;
        this.digest = digest(entries);
    }

    /**
     * Sorts the entries.
     *
     * @throws IllegalArgumentException where a path occurs twice, or its parent is no directory of the manifest
     */
    public static Manifest of(Collection<Entry> entries) {
        Manifest manifest = new Manifest(entries.stream().sorted(ORDER).toList());
        for (int i = 0; i < manifest.entries.size(); i++) {
            manifest.check(i);
        }
        return manifest;
    }

    /**
     * Reads exactly what {@link #text()} writes: any other order or spelling is an error, so that equal manifests have
     * equal digests.
     *
     * @throws IllegalArgumentException with the number of the line
     */
    public static Manifest parse(String text) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (int start = 0, end; start < text.length(); start = end + 1) {
            number++;
            end = text.indexOf('\n', start);
            if (end < 0) {
                throw new IllegalArgumentException("manifest line " + number + ": cut short, it has no line end");
            }
            entries.add(ManifestLine.parse(text.substring(start, end), number));
        }
        Manifest manifest = of(entries);
        if (!manifest.entries.equals(entries)) {
            throw new IllegalArgumentException("manifest: not sorted by the bytes of the paths");
        }
        return manifest;
    }

    /** Sorted by the bytes of the paths, so that a directory is before what is in it. */
    public List<Entry> entries() {
        return entries;
    }

    public Optional<Entry> entry(String path) {
        int index = indexOf(path);
        return index < 0 ? Optional.empty() : Optional.of(entries.get(index));
    }

    /** The content of all files. */
    public long bytes() {
        return entries.stream().mapToLong(Entry::size).sum();
    }

    /** ASCII; see the class for its form. */
    public String text() {
        StringBuilder text = new StringBuilder();
        entries.forEach(e -> text.append(ManifestLine.of(e)).append('\n'));
        return text.toString();
    }

    /** Writes {@link #text()}, line by line. */
    public void writeTo(OutputStream out) throws IOException {
        for (Entry entry : entries) {
            out.write(line(entry));
        }
    }

    private static byte[] line(Entry entry) {
        return (ManifestLine.of(entry) + '\n').getBytes(StandardCharsets.US_ASCII);
    }

    /** How many bytes a tar of these entries has, nearly: each has a header, and files fill whole blocks. */
    public long tarBytes(EntryRanges some) {
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            if (some.contains(i)) {
                bytes += TAR_BLOCK + (entries.get(i).size() + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
            }
        }
        return bytes;
    }

    /** These entries and the directories that they are in. */
    Manifest with(EntryRanges wanted) {
        Map<String, Entry> some = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            if (wanted.contains(i)) {
                some.put(entries.get(i).path(), entries.get(i));
                addParents(entries.get(i), some);
            }
        }
        return of(some.values());
    }

    private void addParents(Entry entry, Map<String, Entry> some) {
        for (String path = EntryPath.parent(entry.path());
                !path.isEmpty() && !some.containsKey(path);
                path = EntryPath.parent(path)) {
            some.put(path, entries.get(indexOf(path)));
        }
    }

    /** SHA-256 of {@link #text()}, 64 lower-case hexadecimal digits. */
    public String digest() {
        return digest;
    }

    /** Negative where there is none. */
    int indexOf(String path) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = EntryPath.BYTE_ORDER.compare(entries.get(middle).path(), path);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
                continue;
            }
            high = middle - 1;
        }
        return -1;
    }

    private void check(int index) {
        String path = entries.get(index).path();
        if (index > 0 && entries.get(index - 1).path().equals(path)) {
            throw new IllegalArgumentException("manifest: " + ShownText.quoted(path) + " occurs twice");
        }
        String parent = EntryPath.parent(path);
        if (!parent.isEmpty() && entry(parent).map(Entry::type).orElse(null) != Type.DIRECTORY) {
            throw new IllegalArgumentException(
                    "manifest: the parent of " + ShownText.quoted(path) + " is not a directory of it");
        }
    }

    private static String digest(List<Entry> entries) {
        MessageDigest digest = Sha256.start();
        for (Entry entry : entries) {
            digest.update(line(entry));
        }
        return Sha256.hex(digest);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Manifest that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "manifest of " + entries.size() + " entries, " + digest;
    }

    /** What an entry is; anything else is not released. */
    public enum Type {
        FILE('f'),
        DIRECTORY('d'),
        LINK('l');

        private final char letter;

        Type(char letter) {
            this.letter = letter;
        }

        /** The letter in the text, as in {@code find -type}. */
        public char letter() {
            return letter;
        }
    }

    /**
     * One entry.
     *
     * @param mode permission bits: 0755 or 0644 for a file, 0755 for a directory, 0777 for a link
     * @param size bytes of a file, else 0
     * @param sha256 of a file's content, 64 lower-case hexadecimal digits, else empty
     * @param path relative, normal, UTF-8 without control characters
     * @param target of a symbolic link as it is written, else empty
     */
    public record Entry(Type type, int mode, long size, String sha256, String path, String target) {
        public Entry {
            ManifestLine.check(type, mode, path);
            ManifestLine.checkContent(type, size, sha256, target);
        }

        /** Any owner's execute bit in {@code mode} makes it 0755, none 0644. */
        public static Entry file(String path, int mode, long size, String sha256) {
            return new Entry(Type.FILE, fileMode(mode), size, sha256, path, "");
        }

        public static Entry directory(String path) {
            return new Entry(Type.DIRECTORY, 0755, 0, "", path, "");
        }

        public static Entry link(String path, String target) {
            return new Entry(Type.LINK, 0777, 0, "", path, target);
        }

        static int fileMode(int mode) {
            return (mode & 0100) == 0 ? 0644 : 0755;
        }
    }
}
