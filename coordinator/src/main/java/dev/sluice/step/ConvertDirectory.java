package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;

/**
 * Copies a plain directory into a release of its own, and makes {@code current} a link to it. What is served at that time stays as it is. Its reverse is
 * {@link UndoConversion}.
 *
 * @param release the id of the copy
 */
public record ConvertDirectory(Lease lease, ReleaseSettings settings, String release)
        implements Step<ConvertDirectory.Converted> {
    /**
     * The copy.
     *
     * @param release its id; an earlier one if the directory was converted before
     */
    public record Converted(String release, String digest) {}

    @Override
    public Converted on(HostSession session) throws StepException, HostException {
        var call = CheckPlain.settings(HostCall.of(HostScripts.CONVERT, lease), settings)
                .with("verb", "convert")
                .with("release", release)
                .with("umask", settings.permissions().umask())
                .with("group", settings.permissions().group().orElse(""));
        var fields = CodeDirectories.of(settings).addTo(call).on(session).fields();
        return new Converted(fields.identifier("id"), fields.identifier("digest"));
    }
}
