package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.util.List;

/**
 * Reads the state of a host and changes nothing; works before the first release too.
 *
 * @param path as in {@link Lease}
 * @param docroot inside a release
 * @param shared what must be in {@code shared}: files that exist, and directories that exist or can be made
 * @param directories whose write permissions are checked
 */
public record Inspect(String path, String docroot, ReleaseSettings.Shared shared, CodeDirectories directories)
        implements Step<HostFacts> {
    /** Without the check of write permissions, and of shared directories. */
    public Inspect(String path, String docroot, List<String> sharedFiles) {
        this(path, docroot, new ReleaseSettings.Shared(List.of(), sharedFiles), CodeDirectories.NOT_CHECKED);
    }

    /** With all checks that a playbook's settings require. */
    public static Inspect of(String path, ReleaseSettings settings) {
        return new Inspect(path, settings.docroot(), settings.shared(), CodeDirectories.of(settings));
    }

    @Override
    public HostFacts on(HostSession session) throws StepException, HostException {
        var call = HostCall.of(HostScripts.INSPECT, path)
                .with("docroot", docroot)
                .with("shared_files", shared.files())
                .with("shared_directories", shared.directories());
        var result = directories.addTo(call).on(session);
        return HostFactsReading.of(result);
    }
}
