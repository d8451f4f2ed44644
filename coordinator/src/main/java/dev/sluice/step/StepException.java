package dev.sluice.step;

import dev.sluice.document.HarmlessText;
import dev.sluice.host.AnswerLimits;
import dev.sluice.host.CommandResult;
import dev.sluice.inventory.HostName;

/** A host looked and refused, or tried and failed. Says what failed, why, and what to do next; the log has the tools' own words. */
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

    /** What failed, as half a sentence. */
    public String what() {
        return failure.what();
    }

    /** The facts behind it; what a host said in it is harmless to print. */
    public String why() {
        return why;
    }

    /** What a person can do. */
    public String next() {
        return failure.next();
    }

    /** The text of the link that is there instead; empty where the script does not answer one, or one that no link of ours has. */
    public String found() {
        return result.find("found")
                .filter(link -> link.length() <= AnswerLimits.TEXT_CHARS)
                .filter(HarmlessText::isHarmless)
                .orElse("");
    }

    /** What the script answered, with all values and the log, as it came. */
    public CommandResult result() {
        return result;
    }
}
