package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;

/**
 * Notes in the host's own history whether a release is good or bad.
 *
 * @param mark good or bad
 * @param actor who marks it
 */
public record MarkRelease(Lease lease, String release, ReleaseMark mark, String actor) implements Step<ReleaseMark> {
    @Override
    public ReleaseMark on(HostSession session) throws StepException, HostException {
        HostCall.of(HostScripts.MARK, lease)
                .with("release", release)
                .with("state", mark.word())
                .with("actor", actor)
                .on(session);
        return mark;
    }
}
