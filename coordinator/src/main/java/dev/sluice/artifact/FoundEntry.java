package dev.sluice.artifact;

/**
 * One entry as in its source, before it is checked.
 *
 * @param name as written, also when it is wrong; U+FFFD where it is not UTF-8
 * @param mode the lower twelve bits
 * @param modified seconds since 1970
 * @param target of a link as written; of a refused entry, the reason; else empty
 */
record FoundEntry(Kind kind, String name, int mode, long modified, String target) {

    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        HARD_LINK,
        SPECIAL,
        UNREADABLE,
        /** Written in a form that is not supported, or that is ambiguous. */
        UNSUPPORTED
    }

    /** Its type for the patterns of an exclusion. */
    Manifest.Type type() {
        return switch (kind) {
            case DIRECTORY -> Manifest.Type.DIRECTORY;
            case LINK -> Manifest.Type.LINK;
            case FILE, HARD_LINK, SPECIAL, UNREADABLE, UNSUPPORTED -> Manifest.Type.FILE;
        };
    }

    /** For messages. */
    String shown() {
        return switch (kind) {
            case FILE, DIRECTORY -> ShownText.quoted(name);
            case LINK, HARD_LINK -> ShownText.quoted(name) + " -> " + ShownText.quoted(target);
            case SPECIAL, UNREADABLE, UNSUPPORTED -> ShownText.quoted(name) + " (" + ShownText.of(target) + ")";
        };
    }
}
