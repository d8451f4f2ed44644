package dev.sluice.document;

import java.util.regex.Pattern;

/** JSON pointers (RFC 6901), and how people read them. */
public final class Pointer {
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]*");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private Pointer() {}

    /** The pointer of a child by its key. */
    public static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer of a list's item, from 0. */
    public static String child(String pointer, int index) {
        return pointer + "/" + index;
    }

    /** The pointer of the parent; the root is its own. */
    public static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    /** The last key, unescaped. */
    public static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    /** As people write it: {@code strategy.batches[0].size}. */
    public static String readable(String pointer) {
        if (pointer.isEmpty()) {
            return "";
        }
        var parent = readable(parent(pointer));
        var last = last(pointer);
        if (INDEX.matcher(last).matches()) {
            return parent + "[" + last + "]";
        }
        if (!PLAIN.matcher(last).matches()) {
            return parent + "[\"" + NearMatch.shown(last) + "\"]";
        }
        return parent.isEmpty() ? last : parent + "." + last;
    }
}
