package dev.sluice.report;

/** Text from hosts, fit for a console: it can move no cursor, start no line and fold no log. */
final class HarmlessText {
    private static final int MOST = 300;

    private HarmlessText() {}

    /** One line, without escape sequences, control characters and Jenkins' console notes, and not too long. */
    static String of(String text) {
        var line = text.replaceAll("\u001b\\[8mha:[^\u001b]*\u001b\\[0m", "")
                .replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "")
                .replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                .strip();
        return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
    }
}
