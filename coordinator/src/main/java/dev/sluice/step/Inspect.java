package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import dev.sluice.playbook.ReleaseSettings;
import java.util.List;

/**
 * Looks at a host and changes nothing; works before the first release too.
 *
 * @param path as in {@link Lease}
 * @param docroot inside a release
 * @param sharedFiles that must be in {@code shared}
 * @param directories of which it is asked who may write them
 */
public record Inspect(String path, String docroot, List<String> sharedFiles, CodeDirectories directories)
        implements Step<HostFacts> {
    public Inspect {
        sharedFiles = List.copyOf(sharedFiles);
    }

    /** Without the question who may write where. */
    public Inspect(String path, String docroot, List<String> sharedFiles) {
        this(path, docroot, sharedFiles, CodeDirectories.NOT_ASKED);
    }

    /** With all questions that a playbook's settings raise. */
    public static Inspect of(String path, ReleaseSettings settings) {
        return new Inspect(path, settings.docroot(), settings.shared().files(), CodeDirectories.of(settings));
    }

    @Override
    public HostFacts on(HostSession session) throws StepException, HostException {
        var call =
                HostCall.of(HostScripts.INSPECT, path).with("docroot", docroot).with("shared_files", sharedFiles);
        var result = directories.addTo(call).on(session);
        return HostFactsReading.of(result);
    }
}
