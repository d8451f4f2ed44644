package dev.sluice.report;

import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.List;

/** What a console says of a rollout. Pure: events and times come in, lines go out, whatever they are printed on. */
interface ConsoleView {
    /** Lines that stay, for an event that has just happened; often none. */
    List<String> on(RolloutEvent event, RolloutState state);

    /** Lines for what goes on now; they are replaced by those of the next call. */
    List<String> block(Instant now);

    /** What is waited for, in a few words. */
    String waiting(Instant now);

    /** Lines that were kept back until it was known how many hosts they are about. */
    List<String> rest();
}
