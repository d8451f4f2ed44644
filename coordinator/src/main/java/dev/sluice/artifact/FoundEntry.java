package dev.sluice.artifact;

/**
 * One entry as its source has it, before it is judged.
 *
 * @param name as written, with whatever is wrong with it; U+FFFD where it is not UTF-8
 * @param mode the lower twelve bits
 * @param modified seconds since 1970
 * @param target of a link as written; of what is refused, what there is to say of it; else empty
 */
record FoundEntry(Kind kind, String name, int mode, long modified, String target) {

    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        HARD_LINK,
        SPECIAL,
        UNREADABLE,
        /** Written in a way that is not read, or that could be read in two. */
        UNSUPPORTED
    }

    /** What the patterns of an exclusion take it for. */
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
