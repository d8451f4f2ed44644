package dev.sluice.step;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.List;

/**
 * Replaces {@code current} with one rename, if it still has the expected text.
 *
 * @param from the exact expected text of the link; empty for none
 * @param to the exact new text of the link; empty removes it
 * @param target what {@code to} may be
 * @param actor who switches, for the host's own history
 * @param event the reason, for the host's own history: {@code released}, {@code reverted}, {@code rolled-back}
 * @param logs the host keeps how far they were written before the switch
 * @param consent queried when every check on the host has passed and nothing is changed yet
 */
public record SwitchLink(
        Lease lease,
        String from,
        String to,
        Target target,
        String actor,
        String event,
        SiteLogs logs,
        HostCommand.Consent consent)
        implements Step<SwitchLink.Switched> {
    private static final SiteLogs NO_LOGS = new SiteLogs(List.of(), SiteLogs.Usual.LEFT_ALONE);

    /** What the new link may point to. */
    public enum Target {
        /** {@code releases/ID}, finished by a staging. */
        RELEASE,
        /** The former text of the link; another tool's release is allowed too, as long as it exists. */
        PREVIOUS_LINK
    }

    /** The result. */
    public enum Switched {
        DONE,
        /** The link already had the new text. */
        NOTHING_TO_DO
    }

    /** To a staged release. */
    public static SwitchLink toRelease(
            Lease lease, String from, String release, String actor, HostCommand.Consent consent) {
        return new SwitchLink(lease, from, "releases/" + release, Target.RELEASE, actor, "released", NO_LOGS, consent);
    }

    /** Restores exactly the former link, and only if the link still has the new text. */
    public SwitchLink reverse(HostCommand.Consent newConsent) {
        return new SwitchLink(lease, to, from, Target.PREVIOUS_LINK, actor, "reverted", logs, newConsent);
    }

    @Override
    public Switched on(HostSession session) throws StepException, HostException {
        var call = HostCall.of(HostScripts.SWITCH, lease);
        var result = (logs.none() ? call : logs.addTo(call))
                .with("from", from)
                .with("to", to)
                .with("restore", target == Target.PREVIOUS_LINK ? "yes" : "no")
                .with("actor", actor)
                .with("event", event)
                .giving(new HostCommand.Confirmed(consent))
                .on(session);
        return result.fields().yes("noop") ? Switched.NOTHING_TO_DO : Switched.DONE;
    }
}
