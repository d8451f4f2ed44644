package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Stores the restrictions of the fleet on the host, for other machines. They need no lease: a freeze has to reach a host on which a rollout works.
 * What the host has with a higher counter stays.
 *
 * @param line signed; this host cannot verify it
 */
public record KeepRestrictions(String path, String line, long counter) implements Step<KeepRestrictions.Kept> {
    /** The result. */
    public enum Kept {
        STORED,
        /** The host has newer ones. */
        NEWER_THERE
    }

    private enum State {
        KEPT,
        NEWER
    }

    @Override
    public Kept on(HostSession session) throws StepException, HostException {
        var answer = HostCall.of(HostScripts.RESTRICTIONS, path)
                .with("line", line)
                .with("counter", Long.toString(counter))
                .on(session);
        return answer.fields().word("state", State.class) == State.NEWER ? Kept.NEWER_THERE : Kept.STORED;
    }
}
