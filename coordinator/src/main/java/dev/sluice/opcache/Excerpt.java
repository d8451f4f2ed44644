package dev.sluice.opcache;

/** What a host sent, made fit for a line of ours: one line, nothing that a terminal or Jenkins would act on, shortened. */
final class Excerpt {
    private static final int LENGTH = 200;

    /** A note without an end is searched for once for each that begins. */
    private static final int LOOKED_AT = 4096;

    private Excerpt() {}

    static String of(String text) {
        var harmless = text.substring(0, Math.min(text.length(), LOOKED_AT))
                .replaceAll("\u001b\\[8mha:.*?\u001b\\[0m", "") // Jenkins' console notes
                .replaceAll("\u001b\\[[0-?]*[ -/]*[@-~]", "") // escape sequences (ECMA-48, 5.4)
                .replaceAll("\\p{Cf}", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return harmless.length() <= LENGTH ? harmless : harmless.substring(0, LENGTH - 1) + "…";
    }
}
