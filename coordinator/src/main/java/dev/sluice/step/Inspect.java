package dev.sluice.step;

import dev.sluice.host.HostException;
import dev.sluice.host.HostScripts;
import dev.sluice.host.HostSession;
import java.util.List;

/**
 * Looks at a host and changes nothing; works before the first release too.
 *
 * @param path as in {@link Lease}
 * @param docroot inside a release
 * @param sharedFiles that must be in {@code shared}
 */
public record Inspect(String path, String docroot, List<String> sharedFiles) implements Step<HostFacts> {
    public Inspect {
        sharedFiles = List.copyOf(sharedFiles);
    }

    @Override
    public HostFacts on(HostSession session) throws StepException, HostException {
        var result = HostCall.of(HostScripts.INSPECT, path)
                .with("docroot", docroot)
                .with("shared_files", sharedFiles)
                .on(session);
        return HostFactsReading.of(result);
    }
}
