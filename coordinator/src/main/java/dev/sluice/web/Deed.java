package dev.sluice.web;

import dev.sluice.access.Caller;
import dev.sluice.document.HarmlessText;
import dev.sluice.operation.Fleet;
import dev.sluice.operation.Front;
import dev.sluice.operation.RolloutResult;
import java.util.Optional;

/**
 * What a caller wants done with the rollouts of a site.
 *
 * @param reason as the caller gave it, for the record
 */
record Deed(Precedence precedence, Optional<String> reason, Operation operation) {
    private static final int MOST = 500;

    /** Whether it waits for other sites. */
    enum Precedence {
        /** It starts or continues a rollout: sites that share hosts do not drain them together. */
        AFTER_OTHERS,
        /** It stops or reverts something, which never waits. */
        AT_ONCE
    }

    /** One operation. */
    @FunctionalInterface
    interface Operation {
        RolloutResult run(Fleet fleet, Front front) throws Exception;
    }

    static Deed afterOthers(Operation operation) {
        return new Deed(Precedence.AFTER_OTHERS, Optional.empty(), operation);
    }

    static Deed atOnce(Operation operation) {
        return new Deed(Precedence.AT_ONCE, Optional.empty(), operation);
    }

    Deed because(Optional<String> why) {
        return new Deed(precedence, why, operation);
    }

    /** Who does it and why, for the record. */
    String actor(Caller caller) {
        return caller.actor()
                + reason.map(why -> ": " + HarmlessText.line(why, MOST)).orElse("");
    }
}
