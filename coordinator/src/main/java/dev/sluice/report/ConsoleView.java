package dev.sluice.report;

import dev.sluice.inventory.HostName;
import dev.sluice.rollout.RolloutEvent;
import dev.sluice.rollout.RolloutState;
import java.time.Instant;
import java.util.List;

/** The text that a console shows of a rollout. Pure: it turns events and times into lines, whatever they are printed on. */
interface ConsoleView {
    /** Permanent lines for an event that has just happened; often none. */
    List<String> on(RolloutEvent event, RolloutState state);

    /** How far an upload is, in bytes. */
    void uploading(HostName host, long sent, long total);

    /** Lines for the work in progress; those of the next call replace them. */
    List<String> block(Instant now);

    /** What the rollout is waiting for, in a few words. */
    String waiting(Instant now);

    /** Lines that were held back until the number of their hosts is known. */
    List<String> rest();
}
