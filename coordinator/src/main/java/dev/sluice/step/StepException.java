package dev.sluice.step;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.HostText;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.CommandResult;
import dev.sluice.inventory.HostName;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host refused a command after its checks, or tried it and failed. The message names what failed, why, and what to do next; the log contains the
 * output of the tools.
 */
public final class StepException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MOST_LINES = 8;
    private static final int LINE_CHARS = 300;

    /** How many of the last lines are part of the message: the reason is usually in the last one. */
    private static final int LINES_IN_WHY = 2;

    private final transient HostName host;
    private final String step;
    private final StepFailure failure;
    private final String why;
    private final transient CommandResult result;

    private StepException(HostName host, String step, StepFailure failure, String why, CommandResult result) {
        super(step + ": " + failure.what() + (why.isEmpty() ? "" : ": " + why));
        this.host = host;
        this.step = step;
        this.failure = failure;
        this.why = why;
        this.result = result;
    }

    static StepException of(HostName host, String step, CommandResult result) {
        var failure = StepFailure.of(result.code());
        var why = failure.why(result.values());
        // For the other codes the script knows the reason, and what a tool or a login file wrote besides would only
        // distract.
        var words = failure == StepFailure.FAILED || result.values().containsKey("log")
                ? output(result)
                : List.<String>of();
        var last = String.join(" | ", words.subList(Math.max(0, words.size() - LINES_IN_WHY), words.size()));
        var both = Stream.of(why, last).filter(part -> !part.isEmpty()).toList();
        return new StepException(host, step, failure, String.join(": ", both), result);
    }

    /** What the failed tool wrote, if the script caught it, otherwise what was written to standard error. */
    private static List<String> output(CommandResult result) {
        var lines = result.find("log")
                .filter(log -> !log.isBlank())
                .orElse(result.log())
                .lines()
                .map(line -> HarmlessText.line(line, LINE_CHARS))
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    public HostName host() {
        return host;
    }

    /** The host script's name, such as {@code switch}. */
    public String step() {
        return step;
    }

    public StepFailure failure() {
        return failure;
    }

    /** What failed, as a clause without a full stop. */
    public String what() {
        return failure.what();
    }

    /** The facts behind the failure; text from the host is escaped for printing. */
    public String why() {
        return why;
    }

    /** What a person can do. */
    public String next() {
        return failure.next();
    }

    /** The last lines that the failed tools wrote, safe to print; often none. */
    public List<String> output() {
        return output(result);
    }

    /** The text of the link that was found instead; empty if the script returned none, or one that Sluice would never write. */
    public HostText found() {
        return result.find("found")
                .filter(link -> link.length() <= AnswerLimits.TEXT_CHARS)
                .filter(HarmlessText::isHarmless)
                .map(HostText::of)
                .orElse(HostText.NONE);
    }

    /** The answer of the script with all values and the log, unescaped. */
    public CommandResult result() {
        return result;
    }
}
