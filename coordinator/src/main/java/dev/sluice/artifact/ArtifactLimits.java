package dev.sluice.artifact;

/**
 * How large an artifact may be. The limits keep a broken build or a zip bomb from filling a fleet; no real site reaches them.
 *
 * @param entries entries that are not excluded
 * @param bytes content of all files that are not excluded
 * @param ratio unpacked bytes for one packed byte, once more than {@code ratioFrom} bytes are unpacked
 * @param ratioFrom bytes below which the ratio does not matter
 * @param nameBytes UTF-8 bytes of one component; Linux has 255 (NAME_MAX)
 * @param pathBytes UTF-8 bytes of a path or a link's target; Linux has 4096 (PATH_MAX)
 * @param depth components of a path
 */
public record ArtifactLimits(
        long entries, long bytes, long ratio, long ratioFrom, int nameBytes, int pathBytes, int depth) {
    private static final ArtifactLimits DEFAULTS =
            new ArtifactLimits(500_000, 20_000_000_000L, 200, 100_000_000, 255, 4096, 100);

    /** 500,000 entries, 20 GB, 200 to 1 above 100 MB, names of 255 and paths of 4096 bytes, 100 deep. */
    public static ArtifactLimits defaults() {
        return DEFAULTS;
    }

    boolean allowsRatio(long unpacked, long packed) {
        return unpacked <= ratioFrom || unpacked / ratio <= packed;
    }

    /** @throws InvalidArtifactException where the ratio is exceeded */
    void checkRatio(String artifact, long unpacked, long packed) {
        if (!allowsRatio(unpacked, packed)) {
            throw InvalidArtifactException.of(
                    artifact,
                    "it unpacks to more than " + ratio + " times its size, as a zip bomb does",
                    "check what was packed; a file that is mostly empty does not belong in a release");
        }
    }
}
