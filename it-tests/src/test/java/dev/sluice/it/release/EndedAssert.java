package dev.sluice.it.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

/** Asserts how a command ended and what it printed. Every failure shows the command and its whole output. */
public final class EndedAssert {
    private final Ended ended;

    private EndedAssert(Ended ended) {
        this.ended = ended;
    }

    /** Asserts the exit code. */
    public static EndedAssert ends(int exitCode, Ended ended) {
        assertEquals(exitCode, ended.exitCode(), ended::toString);
        return new EndedAssert(ended);
    }

    /** Asserts that standard output or standard error contains the text. */
    public EndedAssert shows(String text) {
        assertTrue(ended.said().contains(text), () -> "'" + text + "' is not in\n" + ended);
        return this;
    }

    /** Asserts that neither stream contains the text. */
    public EndedAssert showsNot(String text) {
        assertTrue(!ended.said().contains(text), () -> "'" + text + "' is in\n" + ended);
        return this;
    }

    /** Asserts that a line of standard output matches from its beginning to its end. */
    public EndedAssert showsLine(String regex) {
        assertTrue(
                ended.out().lines().anyMatch(line -> line.matches(regex)),
                () -> "no line of standard output is '" + regex + "' in\n" + ended);
        return this;
    }

    /** Asserts that either stream has a match, and returns the first one: its group 1 where the pattern has groups. */
    public String found(String regex) {
        var matcher = Pattern.compile(regex).matcher(ended.said());
        assertTrue(matcher.find(), () -> "'" + regex + "' matches nothing in\n" + ended);
        return matcher.group(Math.min(1, matcher.groupCount()));
    }

    /** The id of the rollout that is named first. */
    public String rollout() {
        return found("r-[0-9a-f]{8}");
    }

    public Ended ended() {
        return ended;
    }
}
