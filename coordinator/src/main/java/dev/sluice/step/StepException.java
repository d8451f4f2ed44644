package dev.sluice.step;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.CommandResult;
import dev.sluice.inventory.HostName;

/**
 * A host refused a command after its checks, or tried it and failed. The message names what failed, why, and what to do next; the log contains the
 * output of the tools.
 */
public final class StepException extends Exception {
    private static final long serialVersionUID = 1L;

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
        return new StepException(host, step, failure, failure.why(result.values()), result);
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

    /** The text of the link that was found instead; empty if the script returned none, or one that Sluice would never write. */
    public String found() {
        return result.find("found")
                .filter(link -> link.length() <= AnswerLimits.TEXT_CHARS)
                .filter(HarmlessText::isHarmless)
                .orElse("");
    }

    /** The answer of the script with all values and the log, unescaped. */
    public CommandResult result() {
        return result;
    }
}
