package dev.sluice.endpoint;

import java.util.List;

/**
 * Scripts of the live site that PHP may run otherwise than they are on disk, because it does not compare what it has compiled.
 *
 * @param changed that were compiled before their file changed
 * @param unknown whose file was written after the last refresh, and perhaps before they were compiled
 */
public record OutdatedScripts(Some changed, Some unknown) {
    /** PHP compares by itself, or nothing is compiled. */
    public static final OutdatedScripts NONE = new OutdatedScripts(Some.NONE, Some.NONE);

    /**
     * Some of them by name.
     *
     * @param names at most twenty, below the site's path, or absolute
     */
    public record Some(int count, List<String> names) {
        static final Some NONE = new Some(0, List.of());

        public Some {
            names = List.copyOf(names);
        }
    }
}
