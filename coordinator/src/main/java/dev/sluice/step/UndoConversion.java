package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;

/** Removes what {@link ConvertDirectory} made, while it is what {@code current} leads to; returns the id of the release. */
public record UndoConversion(Lease lease, ReleaseSettings settings) implements Step<String> {
    @Override
    public String on(HostSession session) throws StepException, HostException {
        return CheckPlain.settings(HostCall.of(HostScripts.CONVERT, lease), settings)
                .with("verb", "undo")
                .on(session)
                .fields()
                .identifier("id");
    }
}
