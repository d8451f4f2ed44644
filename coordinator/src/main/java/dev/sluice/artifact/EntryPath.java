package dev.sluice.artifact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a path inside an artifact may be: relative, {@code /} between components, no {@code .} or {@code ..}, UTF-8. */
final class EntryPath {
    /**
     * Names with a meaning on a host, anywhere in the tree: the endpoint searches for its key upward from its own directory, and a marker in the
     * artifact would be read as Sluice's own.
     */
    private static final Set<String> RESERVED = Set.of(".sluice", ".sluice-release", "_sluice.php");

    /** The order of the UTF-8 bytes, which is that of the code points and not that of Java's characters. */
    static final Comparator<String> BYTE_ORDER = EntryPath::compare;

    private EntryPath() {}

    /** Why a name in an archive cannot be made a path inside the tree. */
    static @Nullable Refusal escape(String name) {
        if (name.startsWith("/")) {
            return Refusal.ABSOLUTE_PATH;
        }
        return components(name).contains("..") ? Refusal.PARENT_PATH : null;
    }

    /** Without {@code ./}, doubled and trailing slashes; empty for the root. */
    static String normal(String name) {
        return String.join("/", components(name));
    }

    /** Why a normal path is refused by its name alone. */
    static @Nullable Refusal refusal(String path, ArtifactLimits limits) {
        if (path.indexOf('\uFFFD') >= 0) {
            return Refusal.NOT_UTF8;
        }
        if (!isPlain(path)) {
            return Refusal.CONTROL_CHARACTER;
        }
        List<String> components = components(path);
        if (components.stream().anyMatch(RESERVED::contains)) {
            return Refusal.RESERVED;
        }
        if (bytes(path) > limits.pathBytes()) {
            return Refusal.LONG_PATH;
        }
        if (components.size() > limits.depth()) {
            return Refusal.DEEP_PATH;
        }
        return components.stream().anyMatch(c -> bytes(c) > limits.nameBytes()) ? Refusal.LONG_NAME : null;
    }

    /** No control character, nothing that UTF-8 cannot express. */
    static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || c == 0xFFFD
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    static boolean isNormal(String path) {
        return !path.isEmpty()
                && isPlain(path)
                && escape(path) == null
                && normal(path).equals(path);
    }

    /** Empty at the root. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static boolean isDotted(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    /** By hand: it is called several times for each entry. */
    static List<String> components(String name) {
        List<String> components = new ArrayList<>();
        for (int start = 0, end; start < name.length(); start = end + 1) {
            end = name.indexOf('/', start);
            end = end < 0 ? name.length() : end;
            boolean counts = end > start + 1 || (end == start + 1 && name.charAt(start) != '.');
            if (counts) {
                components.add(name.substring(start, end));
            }
        }
        return components;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // A surrogate is half of a code point above all others, though its number is not.
                int bySurrogate = Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
                return bySurrogate != 0 ? bySurrogate : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
