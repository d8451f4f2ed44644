package dev.sluice.endpoint;

/**
 * The release as one worker sees it, by three ways that become stale independently. Empty where it names none.
 *
 * @param file the release that the endpoint's compiled file is part of
 * @param current the release that {@code current} resolves to, in this worker's realpath cache
 * @param included the release named by a marker file included through {@code current}, as OPcache finds it
 */
public record ServedRelease(String file, String current, String included) {
    /** Whether all three ways lead to a release. */
    public boolean names(String release) {
        return file.equals(release) && current.equals(release) && included.equals(release);
    }

    @Override
    public String toString() {
        return "its own file is of " + named(file) + ", current is " + named(current)
                + ", an include through current is " + named(included);
    }

    private static String named(String release) {
        return release.isEmpty() ? "no release" : release;
    }
}
