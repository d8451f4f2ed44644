package dev.sluice.opcache;

/** Text from a host, made safe for our output: one line, without anything that a terminal or Jenkins would interpret, shortened. */
final class Excerpt {
    private static final int LENGTH = 200;

    /** The search for the end of a note starts again at each beginning, so the text is cut first. */
    private static final int EXAMINED = 4096;

    private Excerpt() {}

    static String of(String text) {
        var harmless = text.substring(0, Math.min(text.length(), EXAMINED))
                .replaceAll("\u001b\\[8mha:.*?\u001b\\[0m", "") // Jenkins' console notes
                .replaceAll("\u001b\\[[0-?]*[ -/]*[@-~]", "") // escape sequences (ECMA-48, 5.4)
                .replaceAll("\\p{Cf}", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return harmless.length() <= LENGTH ? harmless : harmless.substring(0, LENGTH - 1) + "…";
    }
}
