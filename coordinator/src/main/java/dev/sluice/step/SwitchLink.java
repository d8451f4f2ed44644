package dev.sluice.step;

import dev.sluice.host.HostCommand;
import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Points {@code current} elsewhere by one rename, if it still is what it is expected to be.
 *
 * @param from the exact text of the link as it must be; empty for none
 * @param to the exact text of the link as it shall be; empty removes it
 * @param target what {@code to} may be
 * @param actor who, for the host's own history
 * @param event what for, for the host's own history: {@code released}, {@code reverted}, {@code rolled-back}
 * @param consent asked when every check on the host held and nothing has happened yet
 */
public record SwitchLink(
        Lease lease, String from, String to, Target target, String actor, String event, HostCommand.Consent consent)
        implements Step<SwitchLink.Switched> {
    /** What the new link may lead to. */
    public enum Target {
        /** {@code releases/ID}, finished by a staging. */
        RELEASE,
        /** Whatever the link said here before: another tool's release too, as long as it is there. */
        PREVIOUS_LINK
    }

    /** What became of it. */
    public enum Switched {
        DONE,
        /** It was that link already. */
        NOTHING_TO_DO
    }

    /** To a staged release. */
    public static SwitchLink toRelease(
            Lease lease, String from, String release, String actor, HostCommand.Consent consent) {
        return new SwitchLink(lease, from, "releases/" + release, Target.RELEASE, actor, "released", consent);
    }

    /** Puts back exactly the link that was there, and only if ours still is. */
    public SwitchLink reverse(HostCommand.Consent newConsent) {
        return new SwitchLink(lease, to, from, Target.PREVIOUS_LINK, actor, "reverted", newConsent);
    }

    @Override
    public Switched on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.SWITCH, lease)
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
