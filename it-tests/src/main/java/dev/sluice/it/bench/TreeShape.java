package dev.sluice.it.bench;

/**
 * How large a tree is, and what it is made from.
 *
 * @param files regular files
 * @param bytes of all of them
 * @param directories in which they are
 * @param seed the same seed makes the same tree
 */
record TreeShape(int files, long bytes, int directories, long seed) {
    /** An installation of MediaWiki has 15 files in a directory. */
    private static final int FILES_OF_A_DIRECTORY = 15;

    TreeShape {
        if (files < 1 || bytes < files || directories < 1) {
            throw new IllegalArgumentException(
                    "a tree has at least one file, of at least one byte: " + files + " files of " + bytes + " bytes");
        }
    }

    static TreeShape of(int files, long bytes, long seed) {
        return new TreeShape(files, bytes, Math.max(1, files / FILES_OF_A_DIRECTORY), seed);
    }

    @Override
    public String toString() {
        return "%,d files of %,.1f MB in %,d directories, seed %d".formatted(files, bytes / 1e6, directories, seed);
    }
}
