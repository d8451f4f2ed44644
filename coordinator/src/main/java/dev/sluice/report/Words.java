package dev.sluice.report;

import dev.sluice.host.HarmlessText;

/** Texts that more than one report needs. */
final class Words {
    private static final int MOST = 300;

    private Words() {}

    /** Text from hosts in one line, not too long: it can move no cursor, start no line and fold no log. */
    static String harmless(String text) {
        return HarmlessText.line(text, MOST);
    }

    static String hosts(int count) {
        return count == 1 ? "1 host" : count + " hosts";
    }
}
